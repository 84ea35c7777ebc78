-- Who works on an account beside its primary representative. Only active people: whoever leaves hands the places over first.
create table account_member (
    id          bigint      not null,
    version     int         not null,
    account_id  bigint      not null,
    user_id     bigint      not null,
    -- Constant, as account.primary_rep_active.
    user_active boolean     not null default true,
    role        varchar(20) not null,
    since       datetime(6) not null,
    -- One backup for each account: other places are null and never meet.
    backup_of   bigint generated always as (case role when 'BACKUP' then account_id end),
    constraint account_member_pk primary key (id),
    constraint account_member_place unique (account_id, user_id, role),
    constraint account_member_backup unique (backup_of),
    constraint account_member_account foreign key (account_id) references account (id),
    constraint account_member_user foreign key (user_id, user_active) references security_user (id, active),
    constraint account_member_is_active check (user_active = true),
    -- case, not in: see settings_code
    constraint account_member_role check
        (case role when 'BACKUP' then 1 when 'PRESALES' then 1 when 'SERVICE' then 1 when 'SPONSOR' then 1 else 0 end = 1)
);
create index account_member_of on account_member (user_id, account_id);
create table account_member_aud (
    id         bigint  not null,
    rev        bigint  not null,
    revtype    tinyint not null,
    revend     bigint,
    account_id bigint,
    user_id    bigint,
    role       varchar(20),
    since      datetime(6),
    constraint account_member_aud_pk primary key (id, rev),
    constraint account_member_aud_rev foreign key (rev) references audit_revision (id)
);

-- Who gave an account away and reads it for a while.
create table account_reader (
    account_id bigint      not null,
    user_id    bigint      not null,
    until_at   datetime(6) not null,
    constraint account_reader_pk primary key (account_id, user_id),
    constraint account_reader_account foreign key (account_id) references account (id),
    constraint account_reader_user foreign key (user_id) references security_user (id)
);
create index account_reader_of on account_reader (user_id, until_at, account_id);

-- Who acts for a primary representative meanwhile; the id is that of the leave.
create table account_stand_in (
    id          bigint      not null,
    away_id     bigint      not null,
    stand_in_id bigint      not null,
    from_at     datetime(6) not null,
    until_at    datetime(6) not null,
    constraint account_stand_in_pk primary key (id),
    constraint account_stand_in_away foreign key (away_id) references security_user (id),
    constraint account_stand_in_stand_in foreign key (stand_in_id) references security_user (id),
    constraint account_stand_in_other check (away_id <> stand_in_id),
    constraint account_stand_in_time check (from_at < until_at)
);
create index account_stand_in_of on account_stand_in (stand_in_id, until_at, from_at, away_id);
create index account_stand_in_for on account_stand_in (away_id, until_at, from_at, stand_in_id);

-- Why; null where an account began, and for what was written before.
alter table account_representative add column reason varchar(1100);
-- Who held what on a day long ago.
create index account_representative_held on account_representative (user_id, valid_from, account_id);
-- The load of a representative is counted without touching the accounts.
alter table account drop index account_rep_live;
create index account_rep_live on account (primary_rep_id, archived_at, unit_id, tier_rank);
