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
create index account_lifecycle_sort on account (lifecycle_rank, id);
create index account_contact_sort on account (last_contact_at, id);
create index account_meeting_sort on account (next_meeting_at, id);
