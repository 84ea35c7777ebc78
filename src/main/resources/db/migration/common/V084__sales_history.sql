-- The history of an account's opportunities, told on its page.
create index sales_opportunity_aud_of on sales_opportunity_aud (account_id, id);
