-- What a median, an owner's reasons or a sector's open deals need is kept beside the sums of owners, sectors and products: a list of their deals, of won ones
-- the days, of lost and cancelled ones the reason, of open ones the stage, as a JSON array. Whoever writes a deal adds a row, as before, which lists what
-- comes, or strikes what goes. Sums of days need no cells of their own any more; open deals of these kinds stand in the month 1000-01.
alter table sales_sum add column listed mediumtext;
alter table sales_sum add column struck mediumtext;
delete from sales_sum where kind <> 'REASON' and kind <> 'OPEN';

insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated, listed)
    select 'OWNER', case when o.closed_on is null then cast('1000-01-01' as date) else cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) end m,
        o.unit_id, o.outcome, cast(o.owner_id as char(20)) i, 0, count(*), coalesce(sum(o.base_amount), 0), sum(coalesce(o.cycle_days, 0)),
        sum(case when o.base_amount is null then 1 else 0 end), cast(json_arrayagg(case o.outcome when 'WON' then cast(o.cycle_days as char(20))
        when 'OPEN' then cast(o.stage_id as char(20)) else o.loss_reason end) as char(1000000))
    from sales_opportunity o group by m, o.unit_id, o.outcome, i;
insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated, listed)
    select 'SECTOR', case when o.closed_on is null then cast('1000-01-01' as date) else cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) end m,
        o.unit_id, o.outcome, coalesce(a.sector, '') i, 0, count(*), coalesce(sum(o.base_amount), 0), sum(coalesce(o.cycle_days, 0)), 0,
        cast(json_arrayagg(case o.outcome when 'WON' then cast(o.cycle_days as char(20)) when 'OPEN' then cast(o.stage_id as char(20)) else o.loss_reason end) as char(1000000))
    from sales_opportunity o left join account a on a.id = o.account_id group by m, o.unit_id, o.outcome, i;
insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated, listed)
    select 'PRODUCT', x.m, x.unit_id, x.outcome, x.i, 0, count(x.first_one), coalesce(sum(x.base), 0), coalesce(sum(case when x.first_one = 1 then x.days end), 0), 0,
        cast(json_arrayagg(case when x.first_one = 1 then x.told end) as char(1000000))
    from (select case when o.closed_on is null then cast('1000-01-01' as date) else cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) end m,
            o.unit_id, o.outcome, coalesce(cast(l.product_id as char(20)), '') i, coalesce(o.cycle_days, 0) days,
            case o.outcome when 'WON' then cast(o.cycle_days as char(20)) when 'OPEN' then cast(o.stage_id as char(20)) else o.loss_reason end told,
            case when l.amount is null then o.base_amount when o.amount = 0 then 0 else cast(l.amount * o.base_amount / o.amount as decimal(31, 12)) end base,
            case when not exists (select 1 from sales_line e where e.opportunity_id = l.opportunity_id and e.product_id = l.product_id and e.line_no < l.line_no)
                then 1 end first_one
        from sales_opportunity o left join sales_line l on l.opportunity_id = o.id) x
    group by x.m, x.unit_id, x.outcome, x.i;

alter table sales_sum add constraint sales_sum_kind check (case kind
    when 'OWNER' then 1 when 'SECTOR' then 1 when 'PRODUCT' then 1 when 'REASON' then 1 when 'OPEN' then 1 else 0 end = 1);
