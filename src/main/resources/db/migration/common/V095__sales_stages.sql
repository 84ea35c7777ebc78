-- Directors keep the open stages; of each way to close there is exactly one, always in use, with the probability that it means.
alter table sales_stage add column closes varchar(20) generated always as (case when outcome = 'OPEN' then null else outcome end);
alter table sales_stage add constraint sales_stage_closes unique (closes);
alter table sales_stage add constraint sales_stage_closes_active check (case when active then 1 when outcome = 'OPEN' then 1 else 0 end = 1);
alter table sales_stage add constraint sales_stage_closes_probability check
    (case outcome when 'WON' then probability when 'LOST' then 100 - probability when 'CANCELLED' then 100 - probability else 100 end = 100);
alter table sales_stage add constraint sales_stage_closes_norm check (case when norm_days is null then 1 when outcome = 'OPEN' then 1 else 0 end = 1);
