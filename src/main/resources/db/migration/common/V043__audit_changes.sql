-- What kinds of rows a revision touched: to be listed without asking every history table. The id is time-sorted like a revision's.
create table audit_change (
    id        bigint      not null,
    rev       bigint      not null,
    -- the table
    thing     varchar(60) not null,
    act       varchar(10) not null,
    row_count bigint      not null,
    -- where it was one row only
    row_id    bigint,
    constraint audit_change_pk primary key (id),
    constraint audit_change_rev foreign key (rev) references audit_revision (id),
    -- case, not in: see settings_code
    constraint audit_change_act check (case act when 'ADDED' then 1 when 'CHANGED' then 1 when 'DELETED' then 1 else 0 end = 1),
    constraint audit_change_rows check (row_count > 0)
);
create index audit_change_thing on audit_change (thing, id);
create index audit_revision_actor on audit_revision (actor_id, id);
create index audit_entry_kind on audit_entry (kind, id);
-- Revisions from before. Ids of revisions lie far apart, so a few more behind each are free.
insert into audit_change (id, rev, thing, act, row_count, row_id)
    select h.rev + min(h.revtype), h.rev, 'account', case h.revtype when 0 then 'ADDED' when 1 then 'CHANGED' else 'DELETED' end, count(*),
        case when count(*) = 1 then min(h.id) end from account_aud h group by h.rev, h.revtype;
insert into audit_change (id, rev, thing, act, row_count, row_id)
    select h.rev + 3 + min(h.revtype), h.rev, 'security_user', case h.revtype when 0 then 'ADDED' when 1 then 'CHANGED' else 'DELETED' end, count(*),
        case when count(*) = 1 then min(h.id) end from security_user_aud h group by h.rev, h.revtype;
insert into audit_change (id, rev, thing, act, row_count, row_id)
    select h.rev + 6 + min(h.revtype), h.rev, 'security_unit', case h.revtype when 0 then 'ADDED' when 1 then 'CHANGED' else 'DELETED' end, count(*),
        case when count(*) = 1 then min(h.id) end from security_unit_aud h group by h.rev, h.revtype;
insert into audit_change (id, rev, thing, act, row_count, row_id)
    select h.rev + 9 + min(h.revtype), h.rev, 'settings_business', case h.revtype when 0 then 'ADDED' when 1 then 'CHANGED' else 'DELETED' end, count(*),
        case when count(*) = 1 then min(h.id) end from settings_business_aud h group by h.rev, h.revtype;
insert into audit_change (id, rev, thing, act, row_count, row_id)
    select h.rev + 12 + min(h.revtype), h.rev, 'settings_code', case h.revtype when 0 then 'ADDED' when 1 then 'CHANGED' else 'DELETED' end, count(*),
        case when count(*) = 1 then min(h.id) end from settings_code_aud h group by h.rev, h.revtype;
insert into audit_change (id, rev, thing, act, row_count, row_id)
    select h.rev + 15 + min(h.revtype), h.rev, 'settings_plan_rate', case h.revtype when 0 then 'ADDED' when 1 then 'CHANGED' else 'DELETED' end, count(*),
        case when count(*) = 1 then min(h.id) end from settings_plan_rate_aud h group by h.rev, h.revtype;
insert into audit_change (id, rev, thing, act, row_count, row_id)
    select h.rev + 18 + min(h.revtype), h.rev, 'security_settings', case h.revtype when 0 then 'ADDED' when 1 then 'CHANGED' else 'DELETED' end, count(*),
        case when count(*) = 1 then min(h.id) end from security_settings_aud h group by h.rev, h.revtype;
