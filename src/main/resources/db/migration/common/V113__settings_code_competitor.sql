-- A loss reason that speaks of somebody: whoever gives it names the competitor.
alter table settings_code add column competitor boolean not null default false;
alter table settings_code add constraint settings_code_competitor check (case when competitor and list <> 'LOSS_REASON' then 0 else 1 end = 1);
update settings_code set competitor = true where list = 'LOSS_REASON' and code = 'relationship';

alter table settings_code_aud add column competitor boolean;
update settings_code_aud set competitor = case when list = 'LOSS_REASON' and code = 'relationship' then true else false end;
