-- What a filter by owners, products, sectors or days leaves of an analysis is told by lists of the deals themselves, by month of closing, unit, outcome and
-- owner: of each what is listed elsewhere (days, reason or stage), sector, day (of an open one the expected date), value in the base currency, and its
-- products, with their part of the value where they have not all of it. Open deals stand in the month 1000-01, as those of owners do.
alter table sales_sum drop constraint sales_sum_kind;
insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated, listed)
    select 'DEAL', x.m, x.unit_id, x.outcome, cast(x.owner_id as char(20)) i, 0, count(*), 0, 0, 0,
        concat('', json_arrayagg(concat(x.told, '|', x.sector, '|', x.on_day, '|', x.base, '|', x.products)))
    from (select case when o.closed_on is null then cast('1000-01-01' as date) else cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) end m,
            o.unit_id, o.outcome, o.owner_id, coalesce(a.sector, '') sector,
            case o.outcome when 'WON' then cast(o.cycle_days as char(20)) when 'OPEN' then cast(o.stage_id as char(20)) else o.loss_reason end told,
            coalesce(case o.outcome when 'OPEN' then cast(o.expected_on as char(10)) else substring(cast(o.closed_on as char(10)), 9, 2) end, '') on_day,
            coalesce(trim(trailing '0' from cast(o.base_amount as char(40))), '') base,
            coalesce((select replace(replace(replace(replace(cast(json_arrayagg(concat(cast(l.product_id as char(20)),
                case when o.base_amount is null or l.amount = o.amount then '' when o.amount = 0 then ':0' else concat(':',
                trim(trailing '0' from cast(cast(l.amount * o.base_amount / o.amount as decimal(31, 12)) as char(40)))) end))
                as char(1000000)), '"', ''), '[', ''), ']', ''), ', ', ',') from sales_line l where l.opportunity_id = o.id), '') products
        from sales_opportunity o left join account a on a.id = o.account_id) x
    group by x.m, x.unit_id, x.outcome, x.owner_id;
alter table sales_sum add constraint sales_sum_kind check (case kind
    when 'OWNER' then 1 when 'SECTOR' then 1 when 'PRODUCT' then 1 when 'REASON' then 1 when 'OPEN' then 1 when 'DEAL' then 1 else 0 end = 1);
