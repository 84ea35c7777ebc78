-- What somebody has to do: action items, promises to customers, next steps.
create table task_item (
    id            bigint       not null,
    version       int          not null,
    title         varchar(300) not null,
    title_sort    varchar(600) not null,
    kind          varchar(20)  not null,
    state         varchar(20)  not null,
    owner_id      bigint       not null,
    -- True while it is open, so that the composite key refuses to deactivate its owner; null once it has ended.
    owner_active  boolean,
    -- The owner's: whose managers see it.
    unit_id       bigint       not null,
    creator_id    bigint       not null,
    account_id    bigint,
    due_on        date,
    -- Where it comes from: a room, its row and what that was called then. No foreign key: the rooms lie above.
    source_module varchar(40),
    source_id     bigint,
    source_label  varchar(200),
    ended_at      datetime(6),
    ended_by      bigint,
    drop_reason   varchar(500),
    created_at    datetime(6)  not null,
    updated_at    datetime(6)  not null,
    -- Open ones by day, those without a day behind them, then what has ended.
    due_sort      date generated always as (case state when 'OPEN' then coalesce(due_on, date '9999-12-30') else date '9999-12-31' end),
    constraint task_item_pk primary key (id),
    constraint task_item_owner foreign key (owner_id) references security_user (id),
    constraint task_item_owner_is_active foreign key (owner_id, owner_active) references security_user (id, active),
    constraint task_item_unit foreign key (unit_id) references security_unit (id),
    constraint task_item_creator foreign key (creator_id) references security_user (id),
    constraint task_item_account foreign key (account_id) references account (id),
    constraint task_item_ended_by foreign key (ended_by) references security_user (id),
    constraint task_item_title check (length(trim(title)) > 0),
    -- case, not in: see settings_code
    constraint task_item_kind check (case kind when 'ACTION' then 1 when 'PROMISE' then 1 when 'NEXT_STEP' then 1 else 0 end = 1),
    constraint task_item_state check (case state when 'OPEN' then 1 when 'DONE' then 1 when 'DROPPED' then 1 else 0 end = 1),
    constraint task_item_active check ((case when owner_active is null then 0 when owner_active = true then 1 else 2 end)
        = (case state when 'OPEN' then 1 else 0 end)),
    constraint task_item_ended check (case when ended_at is null then 1 else 0 end = case state when 'OPEN' then 1 else 0 end),
    constraint task_item_ended_person check (case when ended_by is null then 1 else 0 end = case state when 'OPEN' then 1 else 0 end),
    constraint task_item_reason check (case when drop_reason is null then 0 else 1 end = case state when 'DROPPED' then 1 else 0 end),
    constraint task_item_source check ((case when source_module is null then 0 else 1 end) = (case when source_label is null then 0 else 1 end)),
    constraint task_item_source_row check (source_id is null or source_module is not null),
    constraint task_item_order check (ended_at is null or ended_at >= created_at)
);
create index task_item_due_list on task_item (due_sort, id);
create index task_item_owner_list on task_item (owner_id, due_sort, id);
create index task_item_unit_list on task_item (unit_id, due_sort, id);
create index task_item_account_list on task_item (account_id, due_sort, id);
create index task_item_creator_list on task_item (creator_id, due_sort, id);
create index task_item_of_source on task_item (source_module, source_id);
create table task_item_aud (
    id          bigint  not null,
    rev         bigint  not null,
    revtype     tinyint not null,
    revend      bigint,
    title       varchar(300),
    kind        varchar(20),
    state       varchar(20),
    owner_id    bigint,
    unit_id     bigint,
    account_id  bigint,
    due_on      date,
    drop_reason varchar(500),
    constraint task_item_aud_pk primary key (id, rev),
    constraint task_item_aud_rev foreign key (rev) references audit_revision (id)
);
