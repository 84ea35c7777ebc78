-- Where the relationship stands, and what rooms above know but the list sorts and filters by. The two dates are set through account's door
-- and have no history: it is that of the meetings and interactions behind them.
alter table account add column lifecycle varchar(20) default 'PROSPECT' not null;
alter table account add column last_contact_at datetime(6);
alter table account add column next_meeting_at datetime(6);
-- Name, short name and their initials as they are compared, each on a line of its own: one condition finds any part of any of them.
alter table account add column search_text varchar(700) default '' not null;
-- The beginning of the pinyin spelling as people type it, "huawei".
alter table account add column name_spelling varchar(60) generated always as (substring(replace(name_sort, ' ', ''), 1, 60));
create index account_spelling on account (name_spelling);
update account set lifecycle = 'ACTIVE' where tier is not null;
alter table account add constraint account_lifecycle check (case lifecycle
    when 'PROSPECT' then 1 when 'ACTIVE' then 1 when 'AT_RISK' then 1 when 'CHURNED' then 1 when 'REACTIVATED' then 1 else 0 end = 1);
alter table account_aud add column lifecycle varchar(20);
update account_aud set lifecycle = case when tier is null then 'PROSPECT' else 'ACTIVE' end where revtype <> 2;

-- The order of states is not that of their names.
alter table account add column lifecycle_rank int generated always as (case lifecycle
    when 'PROSPECT' then 1 when 'ACTIVE' then 2 when 'AT_RISK' then 3 when 'CHURNED' then 4 else 5 end);

-- Orders of the whole list, each with what tells live accounts from archived ones, so that a page in the middle touches no rows on its way.
alter table account drop index account_sort;
create index account_sort on account (name_sort, id, archived_at);
alter table account drop index account_updated;
create index account_updated on account (updated_at, id, archived_at);
alter table account drop index account_revenue_sort;
create index account_revenue_sort on account (revenue_amount, id, archived_at);
alter table account drop index account_employees_sort;
create index account_employees_sort on account (employees, id, archived_at);
create index account_contact_sort on account (last_contact_at, id, archived_at);
create index account_meeting_sort on account (next_meeting_at, id, archived_at);
-- Few values with many accounts each, which then come by name.
alter table account drop index account_tier_sort;
create index account_tier_sort on account (tier_rank, name_sort, id, archived_at);
create index account_lifecycle_sort on account (lifecycle_rank, name_sort, id, archived_at);
alter table account drop index account_sector_sort;
create index account_sector_sort on account (sector, name_sort, id, archived_at);
alter table account drop index account_region_sort;
create index account_region_sort on account (region, name_sort, id, archived_at);
-- The accounts of a unit by anything: some ten thousand entries are sorted sooner than their rows are touched. One index instead of one for
-- each column, which every write would have to keep.
create index account_unit_list on account (unit_id, archived_at, tier_rank, lifecycle_rank, sector, region, revenue_amount, employees,
    primary_rep_id, last_contact_at, next_meeting_at, updated_at);
-- Only now: the key to units needs one of the two at every moment.
alter table account drop index account_unit_sort;
create index account_unit_sort on account (unit_id, name_sort, id, archived_at);
-- A text that many accounts hold, among the accounts of a unit.
create index account_unit_text on account (unit_id, search_text);
-- Texts are looked for in search_text.
alter table account drop index account_text;
alter table account drop index account_initials;
