-- Of what tier an account is, and where the relationship stands, since which day of the business zone. Starts only, as account_representative:
-- neither gap nor overlap can be written. The latest start is the account's own tier and lifecycle, set in the same transaction.
create table account_tier_period (
    account_id  bigint      not null,
    valid_from  date        not null,
    -- null: from that day on no key account
    tier        varchar(20),
    -- null: the account began so
    reason      varchar(500),
    actor_id    bigint,
    recorded_at datetime(6) not null,
    constraint account_tier_period_pk primary key (account_id, valid_from),
    constraint account_tier_period_account foreign key (account_id) references account (id),
    constraint account_tier_period_actor foreign key (actor_id) references security_user (id),
    -- case, not in: see settings_code
    constraint account_tier_period_tier check
        (tier is null or case tier when 'STRATEGIC' then 1 when 'CORE' then 1 when 'STANDARD' then 1 else 0 end = 1)
);
create table account_lifecycle_period (
    account_id  bigint      not null,
    valid_from  date        not null,
    lifecycle   varchar(20) not null,
    reason      varchar(500),
    actor_id    bigint,
    recorded_at datetime(6) not null,
    constraint account_lifecycle_period_pk primary key (account_id, valid_from),
    constraint account_lifecycle_period_account foreign key (account_id) references account (id),
    constraint account_lifecycle_period_actor foreign key (actor_id) references security_user (id),
    constraint account_lifecycle_period_state check (case lifecycle
        when 'PROSPECT' then 1 when 'ACTIVE' then 1 when 'AT_RISK' then 1 when 'CHURNED' then 1 when 'REACTIVATED' then 1 else 0 end = 1)
);

-- What is done to keep an account at risk.
create table account_save_plan (
    id           bigint        not null,
    version      int           not null,
    account_id   bigint        not null,
    plan_text    varchar(2000) not null,
    owner_id     bigint        not null,
    -- True while the plan is open, so that the composite key refuses to deactivate who carries it; null once it is closed.
    owner_active boolean,
    due_on       date          not null,
    state        varchar(20)   not null,
    opened_on    date          not null,
    closed_on    date,
    -- One open plan for each account: closed ones are null and never meet.
    open_of      bigint generated always as (case state when 'OPEN' then account_id end),
    constraint account_save_plan_pk primary key (id),
    constraint account_save_plan_open unique (open_of),
    constraint account_save_plan_account foreign key (account_id) references account (id),
    constraint account_save_plan_owner foreign key (owner_id) references security_user (id),
    constraint account_save_plan_owner_is_active foreign key (owner_id, owner_active) references security_user (id, active),
    constraint account_save_plan_words check (char_length(trim(plan_text)) > 0),
    constraint account_save_plan_state check
        (case state when 'OPEN' then 1 when 'SAVED' then 1 when 'LOST' then 1 when 'WITHDRAWN' then 1 else 0 end = 1),
    constraint account_save_plan_active check ((case when owner_active is null then 0 when owner_active = true then 1 else 2 end)
        = (case state when 'OPEN' then 1 else 0 end)),
    constraint account_save_plan_closed check ((closed_on is null) = (case state when 'OPEN' then 1 else 0 end = 1)),
    constraint account_save_plan_days check (closed_on is null or closed_on >= opened_on),
    constraint account_save_plan_due check (due_on >= opened_on)
);
create index account_save_plan_of on account_save_plan (account_id, opened_on, id);
create table account_save_plan_aud (
    id         bigint  not null,
    rev        bigint  not null,
    revtype    tinyint not null,
    revend     bigint,
    account_id bigint,
    plan_text  varchar(2000),
    owner_id   bigint,
    due_on     date,
    state      varchar(20),
    opened_on  date,
    closed_on  date,
    constraint account_save_plan_aud_pk primary key (id, rev),
    constraint account_save_plan_aud_rev foreign key (rev) references audit_revision (id)
);

-- The story by kind and by person, newest first without sorting.
create index account_timeline_kind on account_timeline (account_id, kind, occurred_at, id);
create index account_timeline_actor_of on account_timeline (account_id, actor_id, occurred_at, id);
