-- What rows are called in the systems that files come from, so that the next file of that system finds them again.
create table importing_reference (
    target       varchar(40)  not null,
    source       varchar(60)  not null,
    external_key varchar(200) not null,
    row_id       bigint       not null,
    constraint importing_reference_pk primary key (target, source, external_key)
);
create index importing_reference_row on importing_reference (target, row_id);

-- Finished imports. The id is the batch_id of the revision under which their rows were written.
create table importing_batch (
    id             bigint       not null,
    target         varchar(40)  not null,
    file_name      varchar(200) not null,
    actor_id       bigint       not null,
    finished_at    datetime(6)  not null,
    new_rows       bigint       not null,
    changed_rows   bigint       not null,
    unchanged_rows bigint       not null,
    rejected_rows  bigint       not null,
    constraint importing_batch_pk primary key (id),
    constraint importing_batch_actor foreign key (actor_id) references security_user (id)
);
create index importing_batch_newest on importing_batch (actor_id, id);
