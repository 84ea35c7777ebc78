-- What deals add up to by month, unit and one thing more, so that an analysis reads some ten thousand cells instead of each deal and line. Whoever
-- writes a deal adds rows in the same transaction, taken away ones with a minus, under a number of their own: nobody waits for anybody. A job
-- puts the rows of a cell together afterwards. Sums, not references: of a unit that is gone cells of zero stay until then.
create table sales_sum (
    -- OWNER, SECTOR, PRODUCT, REASON, CYCLE: closed deals by month of closing; OPEN: open ones by stage and month of expected close
    kind    varchar(20)     not null,
    in_month date           not null,
    unit_id bigint          not null,
    outcome varchar(20)     not null,
    item    varchar(40)     not null,
    part    bigint          not null,
    deals   int             not null,
    base    decimal(31, 12) not null,
    days    bigint          not null,
    -- deals of which no plan rate is known; they are in no value
    unrated int             not null,
    constraint sales_sum_pk primary key (kind, in_month, unit_id, outcome, item, part)
);

insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated)
    select 'OWNER', cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) m, o.unit_id, o.outcome, cast(o.owner_id as char(20)) i, 0,
        count(*), coalesce(sum(o.base_amount), 0), sum(o.cycle_days), sum(case when o.base_amount is null then 1 else 0 end)
    from sales_opportunity o where o.outcome <> 'OPEN' group by m, o.unit_id, o.outcome, i;
insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated)
    select 'SECTOR', cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) m, o.unit_id, o.outcome, coalesce(a.sector, '') i, 0,
        count(*), coalesce(sum(o.base_amount), 0), 0, 0
    from sales_opportunity o left join account a on a.id = o.account_id where o.outcome in ('WON', 'LOST') group by m, o.unit_id, o.outcome, i;
insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated)
    select 'REASON', cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) m, o.unit_id, o.outcome, coalesce(o.loss_reason, '') i, 0,
        count(*), coalesce(sum(o.base_amount), 0), 0, 0
    from sales_opportunity o where o.outcome in ('LOST', 'CANCELLED') group by m, o.unit_id, o.outcome, i;
insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated)
    select 'CYCLE', cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) m, o.unit_id, o.outcome, cast(o.cycle_days as char(20)) i, 0,
        count(*), 0, 0, 0
    from sales_opportunity o where o.outcome = 'WON' group by m, o.unit_id, o.outcome, i;
insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated)
    select 'PRODUCT', cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date) m, o.unit_id, o.outcome,
        coalesce(cast(l.product_id as char(20)), '') i, 0, count(distinct o.id), coalesce(sum(case when l.amount is null then o.base_amount when o.amount = 0 then 0
        else cast(l.amount * o.base_amount / o.amount as decimal(31, 12)) end), 0), 0, 0
    from sales_opportunity o left join sales_line l on l.opportunity_id = o.id where o.outcome in ('WON', 'LOST') group by m, o.unit_id, o.outcome, i;
insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated)
    select 'OPEN', case when o.expected_on is null then cast('1000-01-01' as date) else
        cast(concat(substring(cast(o.expected_on as char(10)), 1, 7), '-01') as date) end m, o.unit_id, o.outcome,
        cast(o.stage_id as char(20)) i, 0, count(*), coalesce(sum(o.base_amount), 0), 0, sum(case when o.base_amount is null then 1 else 0 end)
    from sales_opportunity o where o.outcome = 'OPEN' group by m, o.unit_id, o.outcome, i;

-- Where the list of deals begins in each of its orders, and the accounts' deals with what an analysis asks of them.
create index sales_opportunity_expected_sort on sales_opportunity (expected_on, id);
create index sales_opportunity_outcome_sort on sales_opportunity (outcome, expected_on, id);
create index sales_opportunity_opened_sort on sales_opportunity (opened_on, id);
create index sales_opportunity_closed_sort on sales_opportunity (closed_on, id);
create index sales_opportunity_amount_sort on sales_opportunity (base_amount, id);
create index sales_opportunity_account_closed on sales_opportunity (account_id, closed_on, unit_id, outcome);
-- The board's columns of a team, with the order of their cards.
create index sales_opportunity_unit_board on sales_opportunity (unit_id, outcome, stage_id, expected_on, base_amount);
