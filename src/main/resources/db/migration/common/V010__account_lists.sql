-- What the list of accounts needs at a million rows, see src/bench/accounts.
-- The order of tiers is not that of their names.
alter table account add column tier_rank int generated always as
    (case tier when 'STRATEGIC' then 1 when 'CORE' then 2 when 'STANDARD' then 3 else 4 end);
create index account_tier_sort on account (tier_rank, id);
create index account_employees_sort on account (employees, id);
-- Filters that leave few rows would otherwise be looked for through the whole list.
create index account_sector_sort on account (sector, name_sort, id);
create index account_region_sort on account (region, name_sort, id);
-- Read from end to end for a text inside a name: a tenth of the table.
create index account_text on account (name_key, short_name);
-- Counting, and sorting by a unit's or a person's name, read every account in scope: here without touching the rows. One with archived_at
-- alone would tempt the optimiser away from all of them.
create index account_live on account (archived_at, unit_id);
create index account_rep_live on account (primary_rep_id, archived_at, unit_id);
