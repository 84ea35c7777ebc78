-- The account's unit, where that is another than the owner's: its managers see the deal through the account. Kept in the transaction that changes
-- either, so that lists, boards and sums of a unit ask no account.
alter table sales_opportunity add column via_unit_id bigint;
update sales_opportunity set via_unit_id = (select a.unit_id from account a where a.id = sales_opportunity.account_id)
    where exists (select 1 from account a where a.id = sales_opportunity.account_id and a.unit_id <> sales_opportunity.unit_id);
alter table sales_opportunity add constraint sales_opportunity_via foreign key (via_unit_id) references security_unit (id);

-- Units stand in every order of the list, so that a page of a unit in the midst of it reads no row before its first.
create index sales_opportunity_stage_list on sales_opportunity (stage_id, id, unit_id, via_unit_id);
create index sales_opportunity_owner_sort on sales_opportunity (owner_id, id, unit_id, via_unit_id);
alter table sales_opportunity drop index sales_opportunity_expected_sort;
create index sales_opportunity_expected_sort on sales_opportunity (expected_on, id, unit_id, via_unit_id);
alter table sales_opportunity drop index sales_opportunity_outcome_sort;
create index sales_opportunity_outcome_sort on sales_opportunity (outcome, expected_on, id, unit_id, via_unit_id);
alter table sales_opportunity drop index sales_opportunity_opened_sort;
create index sales_opportunity_opened_sort on sales_opportunity (opened_on, id, unit_id, via_unit_id);
alter table sales_opportunity drop index sales_opportunity_closed_sort;
create index sales_opportunity_closed_sort on sales_opportunity (closed_on, id, unit_id, via_unit_id);
alter table sales_opportunity drop index sales_opportunity_amount_sort;
create index sales_opportunity_amount_sort on sales_opportunity (base_amount, id, unit_id, via_unit_id);
alter table sales_opportunity drop index sales_opportunity_updated;
create index sales_opportunity_updated on sales_opportunity (updated_at, id, unit_id, via_unit_id);
alter table sales_opportunity drop index sales_opportunity_sort;
create index sales_opportunity_sort on sales_opportunity (name_sort, id, unit_id, via_unit_id);
alter table sales_opportunity drop index sales_opportunity_account_closed;
create index sales_opportunity_account_closed on sales_opportunity (account_id, closed_on, unit_id, outcome, via_unit_id, owner_id);

-- The first cards of a board: of a stage, and of a stage in a unit; no deal in an open stage is closed.
create index sales_opportunity_stage_cards on sales_opportunity (stage_id, expected_on, id);
create index sales_opportunity_unit_cards on sales_opportunity (unit_id, stage_id, expected_on, id, base_amount);
alter table sales_opportunity drop index sales_opportunity_unit_board;
alter table sales_opportunity drop index sales_opportunity_unit_list;
create index sales_opportunity_via_cards on sales_opportunity (via_unit_id, stage_id, expected_on, id, unit_id, base_amount);
-- What an analysis asks of deals that a unit sees through accounts.
create index sales_opportunity_via_closed on sales_opportunity (via_unit_id, closed_on, unit_id);

-- A day of closing that is corrected afterwards is a change like the others.
alter table sales_change drop constraint sales_change_kind;
alter table sales_change add constraint sales_change_kind check (case kind
    when 'STAGE' then 1 when 'AMOUNT' then 1 when 'EXPECTED' then 1 when 'OWNER' then 1 when 'CLOSED' then 1 else 0 end = 1);
