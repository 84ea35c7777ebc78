-- One row per transaction that changed audited rows.
create table audit_revision (
    id         bigint       not null,
    created_at datetime(6)  not null,
    actor_id   bigint,
    reason     varchar(500),
    batch_id   bigint,
    constraint audit_revision_pk primary key (id)
);
create index audit_revision_created on audit_revision (created_at);
create index audit_revision_batch on audit_revision (batch_id);
