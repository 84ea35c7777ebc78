create table account (
    id                 bigint         not null,
    version            int            not null,
    name               varchar(200)   not null,
    name_key           varchar(200)   not null,
    name_sort          varchar(600)   not null,
    name_initials      varchar(100)   not null,
    short_name         varchar(80),
    credit_code        varchar(18),
    tier               varchar(20),
    sector             varchar(40),
    region             varchar(40),
    parent_id          bigint,
    revenue_amount     decimal(19, 4),
    revenue_currency   varchar(3),
    employees          int,
    founded            int,
    website            varchar(300),
    address            varchar(400),
    primary_rep_id     bigint         not null,
    -- Constant, so that the composite key below refuses a representative who is not active and deactivating one who is.
    primary_rep_active boolean        not null default true,
    unit_id            bigint         not null,
    archived_at        datetime(6),
    created_at         datetime(6)    not null,
    updated_at         datetime(6)    not null,
    constraint account_pk primary key (id),
    constraint account_name unique (name_key),
    constraint account_credit_code unique (credit_code),
    constraint account_parent foreign key (parent_id) references account (id),
    constraint account_primary_rep foreign key (primary_rep_id, primary_rep_active) references security_user (id, active),
    constraint account_unit foreign key (unit_id) references security_unit (id),
    constraint account_rep_is_active check (primary_rep_active = true),
    constraint account_parent_self check (parent_id <> id),
    -- case, not in: see settings_code
    constraint account_tier check
        (tier is null or case tier when 'STRATEGIC' then 1 when 'CORE' then 1 when 'STANDARD' then 1 else 0 end = 1),
    constraint account_revenue check ((revenue_amount is null) = (revenue_currency is null)),
    constraint account_revenue_sign check (revenue_amount >= 0),
    constraint account_employees check (employees >= 0),
    constraint account_founded check (founded between 1000 and 9999)
);
create index account_sort on account (name_sort, id);
create index account_unit_sort on account (unit_id, name_sort, id);
create index account_rep_sort on account (primary_rep_id, name_sort, id);
create index account_initials on account (name_initials);
create index account_updated on account (updated_at, id);
create index account_revenue_sort on account (revenue_amount, id);
create table account_aud (
    id               bigint  not null,
    rev              bigint  not null,
    revtype          tinyint not null,
    revend           bigint,
    name             varchar(200),
    name_key         varchar(200),
    name_sort        varchar(600),
    name_initials    varchar(100),
    short_name       varchar(80),
    credit_code      varchar(18),
    tier             varchar(20),
    sector           varchar(40),
    region           varchar(40),
    parent_id        bigint,
    revenue_amount   decimal(19, 4),
    revenue_currency varchar(3),
    employees        int,
    founded          int,
    website          varchar(300),
    address          varchar(400),
    primary_rep_id   bigint,
    unit_id          bigint,
    archived_at      datetime(6),
    constraint account_aud_pk primary key (id, rev),
    constraint account_aud_rev foreign key (rev) references audit_revision (id)
);

create table account_tag (
    account_id bigint      not null,
    tag        varchar(40) not null,
    constraint account_tag_pk primary key (account_id, tag),
    constraint account_tag_account foreign key (account_id) references account (id)
);
create index account_tag_tag on account_tag (tag, account_id);
create table account_tag_aud (
    account_id bigint      not null,
    tag        varchar(40) not null,
    rev        bigint      not null,
    revtype    tinyint     not null,
    revend     bigint,
    constraint account_tag_aud_pk primary key (account_id, tag, rev),
    constraint account_tag_aud_rev foreign key (rev) references audit_revision (id)
);

-- Who looks after an account since when. Starts only: an interval ends where the next begins, so neither gap nor overlap can be written.
create table account_representative (
    account_id bigint      not null,
    valid_from datetime(6) not null,
    user_id    bigint      not null,
    actor_id   bigint,
    constraint account_representative_pk primary key (account_id, valid_from),
    constraint account_representative_account foreign key (account_id) references account (id),
    constraint account_representative_user foreign key (user_id) references security_user (id)
);

-- One story per account: every room writes its moments here, in the transaction of what happened.
create table account_timeline (
    account_id    bigint        not null,
    occurred_at   datetime(6)   not null,
    id            bigint        not null,
    kind          varchar(40)   not null,
    actor_id      bigint,
    source_module varchar(20)   not null,
    source_id     bigint,
    parameters    varchar(4000) not null,
    constraint account_timeline_pk primary key (account_id, occurred_at, id),
    constraint account_timeline_account foreign key (account_id) references account (id),
    constraint account_timeline_actor foreign key (actor_id) references security_user (id)
);
