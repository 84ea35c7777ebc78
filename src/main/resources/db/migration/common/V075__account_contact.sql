-- People at an account. Nobody is deleted: who left stays, with the day and who came after.
create table account_contact (
    id             bigint       not null,
    version        int          not null,
    account_id     bigint       not null,
    name           varchar(100) not null,
    name_sort      varchar(300) not null,
    name_initials  varchar(60)  not null,
    title          varchar(120),
    department     varchar(120),
    decision_role  varchar(20),
    attitude       varchar(20),
    influence      varchar(20),
    reports_to_id  bigint,
    email          varchar(200),
    phone          varchar(60),
    mobile         varchar(60),
    wechat         varchar(60),
    channel        varchar(20),
    times          varchar(200),
    language       varchar(60),
    birthday       date,
    consent        varchar(20)  not null,
    consent_on     date,
    do_not_contact boolean      not null,
    last_met_on    date,
    left_on        date,
    successor_id   bigint,
    about          varchar(2000),
    created_at     datetime(6)  not null,
    updated_at     datetime(6)  not null,
    constraint account_contact_pk primary key (id),
    constraint account_contact_account foreign key (account_id) references account (id),
    -- What the two keys below refer to, so that boss and successor are people of the same account.
    constraint account_contact_place unique (id, account_id),
    constraint account_contact_boss foreign key (reports_to_id, account_id) references account_contact (id, account_id),
    constraint account_contact_next foreign key (successor_id, account_id) references account_contact (id, account_id),
    constraint account_contact_self check (reports_to_id <> id and successor_id <> id),
    constraint account_contact_after check (successor_id is null or left_on is not null),
    -- case, not in: see settings_code
    constraint account_contact_role check (decision_role is null or case decision_role
        when 'DECISION_MAKER' then 1 when 'APPROVER' then 1 when 'EVALUATOR' then 1 when 'USER' then 1 when 'GATEKEEPER' then 1 else 0 end = 1),
    constraint account_contact_attitude check (attitude is null or case attitude
        when 'CHAMPION' then 1 when 'SUPPORTER' then 1 when 'NEUTRAL' then 1 when 'OPPONENT' then 1 else 0 end = 1),
    constraint account_contact_influence check (influence is null or case influence
        when 'HIGH' then 1 when 'MEDIUM' then 1 when 'LOW' then 1 else 0 end = 1),
    constraint account_contact_channel check (channel is null or case channel
        when 'CALL' then 1 when 'EMAIL' then 1 when 'VISIT' then 1 when 'WECHAT' then 1 else 0 end = 1),
    constraint account_contact_consent check
        (case consent when 'UNKNOWN' then 1 when 'GIVEN' then 1 when 'WITHDRAWN' then 1 else 0 end = 1)
);
create index account_contact_list on account_contact (account_id, name_sort, id);
create index account_contact_name on account_contact (name_sort, id);
create index account_contact_initials on account_contact (name_initials, id);
create table account_contact_aud (
    id             bigint  not null,
    rev            bigint  not null,
    revtype        tinyint not null,
    revend         bigint,
    account_id     bigint,
    name           varchar(100),
    name_sort      varchar(300),
    name_initials  varchar(60),
    title          varchar(120),
    department     varchar(120),
    decision_role  varchar(20),
    attitude       varchar(20),
    influence      varchar(20),
    reports_to_id  bigint,
    email          varchar(200),
    phone          varchar(60),
    mobile         varchar(60),
    wechat         varchar(60),
    channel        varchar(20),
    times          varchar(200),
    language       varchar(60),
    birthday       date,
    consent        varchar(20),
    consent_on     date,
    do_not_contact boolean,
    last_met_on    date,
    left_on        date,
    successor_id   bigint,
    about          varchar(2000),
    constraint account_contact_aud_pk primary key (id, rev),
    constraint account_contact_aud_rev foreign key (rev) references audit_revision (id)
);
