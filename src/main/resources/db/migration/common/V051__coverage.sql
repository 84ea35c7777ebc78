-- One row only: what an account of each tier weighs, how much a representative carries, and how long who gave an account away reads on.
create table coverage_settings (
    id                bigint not null,
    version           int    not null,
    strategic_weight  int    not null,
    core_weight       int    not null,
    standard_weight   int    not null,
    other_weight      int    not null,
    standard_capacity int    not null,
    reading_days      int    not null,
    constraint coverage_settings_pk primary key (id),
    constraint coverage_settings_one check (id = 1),
    constraint coverage_settings_strategic check (strategic_weight between 0 and 100),
    constraint coverage_settings_core check (core_weight between 0 and 100),
    constraint coverage_settings_standard check (standard_weight between 0 and 100),
    constraint coverage_settings_other check (other_weight between 0 and 100),
    constraint coverage_settings_capacity check (standard_capacity between 1 and 10000),
    constraint coverage_settings_reading check (reading_days between 0 and 365)
);
create table coverage_settings_aud (
    id                bigint  not null,
    rev               bigint  not null,
    revtype           tinyint not null,
    revend            bigint,
    strategic_weight  int,
    core_weight       int,
    standard_weight   int,
    other_weight      int,
    standard_capacity int,
    reading_days      int,
    constraint coverage_settings_aud_pk primary key (id, rev),
    constraint coverage_settings_aud_rev foreign key (rev) references audit_revision (id)
);
insert into coverage_settings (id, version, strategic_weight, core_weight, standard_weight, other_weight, standard_capacity, reading_days)
    values (1, 0, 5, 3, 2, 1, 60, 30);
insert into coverage_settings_aud (id, rev, revtype, strategic_weight, core_weight, standard_weight, other_weight, standard_capacity, reading_days)
    values (1, 1, 0, 5, 3, 2, 1, 60, 30);

-- People who carry another amount than the standard; the id is the person's.
create table coverage_capacity (
    id      bigint not null,
    version int    not null,
    points  int    not null,
    constraint coverage_capacity_pk primary key (id),
    constraint coverage_capacity_user foreign key (id) references security_user (id),
    constraint coverage_capacity_points check (points between 0 and 10000)
);
create table coverage_capacity_aud (
    id      bigint  not null,
    rev     bigint  not null,
    revtype tinyint not null,
    revend  bigint,
    points  int,
    constraint coverage_capacity_aud_pk primary key (id, rev),
    constraint coverage_capacity_aud_rev foreign key (rev) references audit_revision (id)
);

-- Changes of representative that lie ahead, applied at 00:00 of the business zone.
create table coverage_planned (
    id           bigint       not null,
    version      int          not null,
    account_id   bigint       not null,
    effective_on date         not null,
    to_user_id   bigint       not null,
    -- True while it is ahead, so that the composite key refuses to deactivate who is to come; null once it is over.
    to_active    boolean,
    reason       varchar(500) not null,
    over_reason  varchar(500),
    actor_id     bigint       not null,
    created_at   datetime(6)  not null,
    handover_id  bigint,
    state        varchar(20)  not null,
    ended_at     datetime(6),
    -- who cancelled
    ended_by     bigint,
    -- JSON: a problem, why it could not be applied
    outcome      varchar(1000),
    -- One for each account and day: what is over is null and never meets.
    open_of      bigint generated always as (case state when 'PLANNED' then account_id end),
    constraint coverage_planned_pk primary key (id),
    constraint coverage_planned_once unique (open_of, effective_on),
    constraint coverage_planned_account foreign key (account_id) references account (id),
    constraint coverage_planned_to foreign key (to_user_id) references security_user (id),
    constraint coverage_planned_to_is_active foreign key (to_user_id, to_active) references security_user (id, active),
    constraint coverage_planned_actor foreign key (actor_id) references security_user (id),
    constraint coverage_planned_ended_by foreign key (ended_by) references security_user (id),
    -- case, not in: see settings_code
    constraint coverage_planned_state check
        (case state when 'PLANNED' then 1 when 'DONE' then 1 when 'CANCELLED' then 1 when 'FAILED' then 1 else 0 end = 1),
    constraint coverage_planned_active check ((case when to_active is null then 0 when to_active = true then 1 else 2 end)
        = (case state when 'PLANNED' then 1 else 0 end)),
    constraint coverage_planned_ended check ((ended_at is null) = (case state when 'PLANNED' then 1 else 0 end = 1)),
    constraint coverage_planned_outcome check ((outcome is not null) = (case state when 'FAILED' then 1 else 0 end = 1))
);
create index coverage_planned_due on coverage_planned (state, effective_on, id);
create index coverage_planned_of on coverage_planned (account_id, effective_on, id);

-- Reassignments in bulk, and what became of each account.
create table coverage_batch (
    id          bigint       not null,
    to_user_id  bigint       not null,
    -- the list's query; null: accounts that were picked one by one
    query       varchar(4000),
    reason      varchar(500) not null,
    over_reason varchar(500),
    actor_id    bigint       not null,
    created_at  datetime(6)  not null,
    job_id      bigint       not null,
    undo_job_id bigint,
    undone_at   datetime(6),
    assigned    int          not null,
    unchanged   int          not null,
    refused     int          not null,
    constraint coverage_batch_pk primary key (id),
    constraint coverage_batch_to foreign key (to_user_id) references security_user (id),
    constraint coverage_batch_actor foreign key (actor_id) references security_user (id)
);
create index coverage_batch_created on coverage_batch (actor_id, created_at);
create table coverage_batch_account (
    batch_id    bigint      not null,
    account_id  bigint      not null,
    state       varchar(20) not null,
    -- who had it before; of assigned ones only
    from_id     bigint,
    -- the version as the batch left it: undone only while it still is
    row_version int,
    -- JSON: a problem
    problem     varchar(1000),
    constraint coverage_batch_account_pk primary key (batch_id, account_id),
    constraint coverage_batch_account_batch foreign key (batch_id) references coverage_batch (id),
    constraint coverage_batch_account_account foreign key (account_id) references account (id),
    constraint coverage_batch_account_from foreign key (from_id) references security_user (id),
    -- case, not in: see settings_code
    constraint coverage_batch_account_state check
        (case state when 'ASSIGNED' then 1 when 'REFUSED' then 1 when 'UNDONE' then 1 when 'KEPT' then 1 else 0 end = 1)
);
create index coverage_batch_account_state on coverage_batch_account (batch_id, state, account_id);
