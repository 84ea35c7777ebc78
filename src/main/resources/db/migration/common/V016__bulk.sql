-- One change of one field on many rows at once.
create table base_batch (
    id          bigint       not null,
    target      varchar(40)  not null,
    field       varchar(60)  not null,
    -- JSON: list of texts
    new_value   text         not null,
    -- the list's query; null: rows that were picked one by one
    query       varchar(4000),
    reason      varchar(500),
    created_by  bigint       not null,
    created_at  datetime(6)  not null,
    job_id      bigint       not null,
    undo_job_id bigint,
    undone_at   datetime(6),
    changed     int          not null,
    unchanged   int          not null,
    refused     int          not null,
    constraint base_batch_pk primary key (id),
    constraint base_batch_user foreign key (created_by) references security_user (id)
);
create index base_batch_created on base_batch (created_by, created_at);

-- What the batch did to each row, and what its undoing did.
create table base_batch_row (
    batch_id     bigint      not null,
    row_id       bigint      not null,
    state        varchar(20) not null,
    -- JSON: the field's value before; null for a row that was refused
    before_value mediumtext,
    -- the row's version as the batch left it: undone only while it still is
    row_version  int,
    -- JSON: list of problems
    problems     text,
    constraint base_batch_row_pk primary key (batch_id, row_id),
    constraint base_batch_row_batch foreign key (batch_id) references base_batch (id),
    -- case, not in: see settings_code
    constraint base_batch_row_state check (case state when 'CHANGED' then 1 when 'REFUSED' then 1 when 'UNDONE' then 1 when 'KEPT' then 1
        else 0 end = 1)
);
create index base_batch_row_state on base_batch_row (batch_id, state, row_id);
