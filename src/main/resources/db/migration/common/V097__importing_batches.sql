-- An import is a job now: its batch is there from the beginning, and finished_at is when it began until it has finished.
alter table importing_batch add column state varchar(20) default 'DONE' not null;
alter table importing_batch add column job_id bigint;
alter table importing_batch add column undo_job_id bigint;
-- JSON: the column names of the file, for the file with its rejected rows
alter table importing_batch add column headers mediumtext;
-- JSON: sentences beyond the counts
alter table importing_batch add column notes text;
alter table importing_batch add column undone_at datetime(6);
alter table importing_batch add column undone_rows bigint default 0 not null;
alter table importing_batch add column kept_rows bigint default 0 not null;
alter table importing_batch add constraint importing_batch_state check
    -- case, not in: see settings_code
    (case state when 'RUNNING' then 1 when 'DONE' then 1 when 'CANCELLED' then 1 when 'FAILED' then 1 when 'UNDONE' then 1 else 0 end = 1);
alter table importing_batch add constraint importing_batch_undone check ((undone_at is null) = (case state when 'UNDONE' then 0 else 1 end = 1));

-- What became of the rows of a batch, a few thousand in one: a million rows cost five hundred of these. Their undoing is read from here.
create table importing_portion (
    batch_id bigint     not null,
    position int        not null,
    -- JSON: line, stored row, what was done, its version afterwards, and of changed rows the values before
    done     mediumtext not null,
    constraint importing_portion_pk primary key (batch_id, position),
    constraint importing_portion_batch foreign key (batch_id) references importing_batch (id)
);

-- Rows that were not taken, with their cells: they come back as a file.
create table importing_rejection (
    batch_id bigint     not null,
    line     bigint     not null,
    -- JSON
    problems text       not null,
    cells    mediumtext not null,
    constraint importing_rejection_pk primary key (batch_id, line),
    constraint importing_rejection_batch foreign key (batch_id) references importing_batch (id)
);

-- Rows that an undo has left as they are, and why.
create table importing_kept (
    batch_id bigint not null,
    line     bigint not null,
    row_id   bigint not null,
    -- JSON
    problem  text   not null,
    constraint importing_kept_pk primary key (batch_id, line),
    constraint importing_kept_batch foreign key (batch_id) references importing_batch (id)
);

-- What a person chose the last time: the mapping of a file with these columns, and what unknown values of a field mean.
create table importing_memory (
    user_id    bigint      not null,
    target     varchar(40) not null,
    kind       varchar(20) not null,
    memory_key varchar(64) not null,
    content    mediumtext  not null,
    used_at    datetime(6) not null,
    constraint importing_memory_pk primary key (user_id, target, kind, memory_key),
    constraint importing_memory_user foreign key (user_id) references security_user (id),
    constraint importing_memory_kind check (case kind when 'MAPPING' then 1 when 'MEANING' then 1 else 0 end = 1)
);
