-- Work that outlasts a request.
create table jobs_job (
    id               bigint      not null,
    kind             varchar(60) not null,
    payload          mediumtext  not null,
    state            varchar(20) not null,
    -- null: the system itself
    submitted_by     bigint,
    submitted_at     datetime(6) not null,
    -- for work of every day: which day's it is, so that no day has it twice
    due_at           datetime(6),
    started_at       datetime(6),
    ended_at         datetime(6),
    cancel_requested boolean     not null,
    -- counts the starts: who runs an earlier one has lost the job and writes nothing any more
    attempt          int         not null,
    done             bigint      not null,
    total            bigint      not null,
    checkpoint       mediumtext,
    result           mediumtext,
    sentences        text,
    reference        varchar(13),
    constraint jobs_job_pk primary key (id),
    constraint jobs_job_once unique (kind, due_at),
    constraint jobs_job_submitter foreign key (submitted_by) references security_user (id),
    -- case, not in: see settings_code
    constraint jobs_job_state check (case state when 'WAITING' then 1 when 'RUNNING' then 1 when 'DONE' then 1 when 'FAILED' then 1
        when 'CANCELLED' then 1 else 0 end = 1),
    constraint jobs_job_ended check ((ended_at is null) = (case state when 'WAITING' then 1 when 'RUNNING' then 1 else 0 end = 1))
);
create index jobs_job_submitted on jobs_job (submitted_at, id);
create index jobs_job_state on jobs_job (state, submitted_at);
create index jobs_job_submitter on jobs_job (submitted_by, submitted_at);

-- db-scheduler's table, columns as it wants them: what is due when, and who has it in hand.
create table jobs_task (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            blob,
    execution_time       datetime(6)  not null,
    picked               boolean      not null,
    picked_by            varchar(50),
    last_success         datetime(6),
    last_failure         datetime(6),
    consecutive_failures int,
    last_heartbeat       datetime(6),
    version              bigint       not null,
    constraint jobs_task_pk primary key (task_name, task_instance)
);
create index jobs_task_due on jobs_task (execution_time);
create index jobs_task_heartbeat on jobs_task (last_heartbeat);
