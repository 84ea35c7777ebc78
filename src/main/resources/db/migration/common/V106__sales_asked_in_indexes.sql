-- Where the sums cannot answer, an analysis asks the closed deals of a period or of accounts: everything that it asks of them stands in the index, since
-- a look at each row itself takes most of the time.
alter table sales_opportunity drop index sales_opportunity_closed_list;
create index sales_opportunity_closed_list on sales_opportunity
    (outcome, closed_on, unit_id, owner_id, account_id, base_amount, amount, cycle_days, loss_reason);
alter table sales_opportunity drop index sales_opportunity_account_closed;
create index sales_opportunity_account_closed on sales_opportunity
    (account_id, closed_on, unit_id, outcome, via_unit_id, owner_id, base_amount, amount, cycle_days, loss_reason);
