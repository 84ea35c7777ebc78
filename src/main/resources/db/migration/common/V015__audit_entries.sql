-- What people did that changes no row: exports, later sign-ins and refused access. Append-only. The actor has no foreign key, as in
-- audit_revision: users lie above.
create table audit_entry (
    id          bigint        not null,
    happened_at datetime(6)   not null,
    actor_id    bigint,
    kind        varchar(40)   not null,
    subject     varchar(200),
    parameters  varchar(4000) not null,
    constraint audit_entry_pk primary key (id),
    constraint audit_entry_kind check (kind <> '')
);
create index audit_entry_actor on audit_entry (actor_id, id);
