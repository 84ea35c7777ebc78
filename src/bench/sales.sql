-- A company of 1,000,000 opportunities (or @deals) with three lines each, five years back, a tenth of them open; the same every time. Written past the
-- application, without history: what is measured reads neither.
set session transaction_isolation = 'READ-COMMITTED', sql_mode = concat(@@sql_mode, ',NO_UNSIGNED_SUBTRACTION');
drop table if exists bench_account, bench_number, bench_product, bench_line;
create table bench_account (n int primary key, id bigint, rep bigint, unit bigint, short varchar(200), sort varchar(300))
    select row_number() over (order by a.id) - 1 n, a.id, a.primary_rep_id rep, a.unit_id unit, left(a.name, 60) short, left(a.name_sort, 180) sort
    from account a where a.archived_at is null;
create table bench_product (n int primary key, id bigint, price decimal(19, 4))
    select row_number() over (order by p.id) - 1 n, p.id, max(x.amount) price from sales_product p join sales_price x on x.product_id = p.id group by p.id;
create table bench_number (n int primary key) select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d n
    from (select 0 d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) a,
         (select 0 d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) b,
         (select 0 d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) c,
         (select 0 d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) e,
         (select 0 d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) f,
         (select 0 d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) g;
delete from bench_number where n >= coalesce(@deals, 1000000);
set @accounts = (select count(*) from bench_account), @products = (select count(*) from bench_product), @day = cast(convert_tz(utc_timestamp(), '+00:00', '+08:00') as date);
delete from sales_change;
delete from sales_opportunity_competitor;
delete from sales_opportunity_contact;
delete from sales_line;
delete from sales_opportunity;
create table bench_line (n int, k int, product bigint, quantity decimal(15, 3), price decimal(19, 4), discount decimal(5, 2), amount decimal(19, 4), primary key (n, k))
    select x.*, round(x.quantity * x.price * (100 - x.discount) / 100, 4) amount from (
        select m.n, k.k, p.id product, 1 + crc32(concat('q', m.n, k.k)) % 9 quantity, p.price, 3 * (crc32(concat('d', m.n, k.k)) % 5) discount
        from bench_number m join (select 1 k union all select 2 union all select 3) k
        join bench_product p on p.n = (crc32(concat('p', m.n)) + 3 * k.k) % @products) x;
insert into sales_opportunity (id, version, name, name_sort, account_id, owner_id, unit_id, stage_id, outcome, amount, currency, base_amount, expected_on, opened_on,
        cycle_from, closed_on, stage_since, source, next_step, next_step_on, loss_reason, lost_to_id, closing_note, created_at, updated_at, cycle_days)
    select 500000000000000000 + d.n * 4096, 0, concat(d.short, ' ', elt(1 + d.n % 8, '产线升级', '年度框架', '二期扩容', '智能检测', '节能改造', '运维续约', '新厂区建设', '数据平台')),
        concat(d.sort, ' ', elt(1 + d.n % 8, 'chanxianshengji', 'niandukuangjia', 'erqikuorong', 'zhinengjiance', 'jienenggaizao', 'yunweixuyue', 'xinchangqujianshe', 'shujupingtai')),
        d.id, d.owner, d.unit, s.id, s.outcome, d.amount, 'CNY', d.amount, if(d.closed is null, date(@day) + interval (crc32(concat('e', d.n)) % 140) - 20 day, d.closed),
        d.opened, d.opened, d.closed, coalesce(d.closed, date(@day) - interval least(datediff(date(@day), d.opened), crc32(concat('s', d.n)) % 70) day), elt(1 + d.n % 3, 'existing', 'visit', 'tender'),
        if(d.closed is null, '提交技术方案', null), if(d.closed is null, date(@day) + interval d.n % 14 day, null),
        case s.outcome when 'LOST' then elt(1 + crc32(concat('r', d.n)) % 5, 'price', 'price', 'product', 'relationship', 'silent') when 'CANCELLED' then 'budget' end, null, null,
        d.opened, coalesce(d.closed, date(@day)) - interval d.n % 86400 second, datediff(d.closed, d.opened)
    from (select x.*, if(x.open, null, least(date(@day), x.opened + interval 5 + crc32(concat('c', x.n)) % 115 day)) closed
          from (select m.n, a.id, a.short, a.sort, o.rep owner, o.unit, crc32(concat('w', m.n)) % 100 < 10 open, l.amount,
                       date(@day) - interval if(crc32(concat('w', m.n)) % 100 < 10, crc32(concat('o', m.n)) % 200, crc32(concat('o', m.n)) % 1825) day opened
                from bench_number m join bench_account a on a.n = (m.n * 7919) % @accounts
                join bench_account o on o.n = if(crc32(concat('x', m.n)) % 100 < 5, m.n % @accounts, a.n)
                join (select n, sum(amount) amount from bench_line group by n) l on l.n = m.n) x) d
    join sales_stage s on s.id = if(d.closed is null, 1 + crc32(concat('t', d.n)) % 4, elt(1 + crc32(concat('u', d.n)) % 10, 5, 5, 5, 5, 5, 6, 6, 6, 6, 7));
insert into sales_line (opportunity_id, line_no, product_id, quantity, unit_price, discount, amount)
    select 500000000000000000 + n * 4096, k, product, quantity, price, discount, amount from bench_line order by n, k;
update sales_opportunity o join account a on a.id = o.account_id set o.via_unit_id = a.unit_id where a.unit_id <> o.unit_id;
delete from sales_sum;
drop table bench_account, bench_number, bench_product, bench_line;
analyze table sales_opportunity, sales_line, account;
