-- A document by which a giver hands accounts to a taker. Open until it is done or cancelled.
create table coverage_handover (
    id                 bigint       not null,
    version            int          not null,
    giver_id           bigint       not null,
    taker_id           bigint       not null,
    -- Constant while open, so that the composite key below refuses a taker who is not active and deactivating one who is.
    taker_active       boolean,
    portfolio          boolean      not null,
    account_count      int          not null,
    effective_on       date         not null,
    reason             varchar(500) not null,
    over_reason        varchar(500),
    state              varchar(20)  not null,
    is_open            boolean      not null,
    -- counts what is signed for; a signature is for the present one
    edition            int          not null,
    giver_words        varchar(4000),
    taker_words        varchar(4000),
    giver_signed_at    datetime(6),
    giver_signed_by    bigint,
    giver_sign_reason  varchar(500),
    taker_signed_at    datetime(6),
    taker_signed_by    bigint,
    taker_sign_reason  varchar(500),
    -- in whose name the accounts move
    responsible_id     bigint       not null,
    created_at         datetime(6)  not null,
    ended_at           datetime(6),
    ended_by           bigint,
    end_reason         varchar(500),
    -- why it could not be carried out, as problems in JSON
    failure            varchar(2000),
    constraint coverage_handover_pk primary key (id),
    constraint coverage_handover_open unique (id, is_open),
    constraint coverage_handover_giver foreign key (giver_id) references security_user (id),
    constraint coverage_handover_taker foreign key (taker_id) references security_user (id),
    constraint coverage_handover_taker_active foreign key (taker_id, taker_active) references security_user (id, active),
    constraint coverage_handover_giver_signer foreign key (giver_signed_by) references security_user (id),
    constraint coverage_handover_taker_signer foreign key (taker_signed_by) references security_user (id),
    constraint coverage_handover_responsible foreign key (responsible_id) references security_user (id),
    constraint coverage_handover_ender foreign key (ended_by) references security_user (id),
    constraint coverage_handover_self check (giver_id <> taker_id),
    -- case, not in: see settings_code
    constraint coverage_handover_state check (case state when 'DRAFT' then 1 when 'OPEN' then 1 when 'SIGNED' then 1 when 'DONE' then 1
        when 'CANCELLED' then 1 else 0 end = 1),
    constraint coverage_handover_is_open check (is_open = (case state when 'DONE' then 0 when 'CANCELLED' then 0 else 1 end = 1)),
    constraint coverage_handover_taker_flag check
        (case when is_open then case when taker_active then 1 else 0 end else case when taker_active is null then 1 else 0 end end = 1),
    constraint coverage_handover_ended check ((ended_at is null) = is_open),
    -- Both or nothing is done; a draft is signed by nobody.
    constraint coverage_handover_signed check (case state
        when 'DRAFT' then case when giver_signed_at is null and taker_signed_at is null then 1 else 0 end
        when 'OPEN' then case when giver_signed_at is not null and taker_signed_at is not null then 0 else 1 end
        when 'SIGNED' then case when giver_signed_at is not null and taker_signed_at is not null then 1 else 0 end
        when 'DONE' then case when giver_signed_at is not null and taker_signed_at is not null then 1 else 0 end
        else 1 end = 1),
    constraint coverage_handover_giver_signature check ((giver_signed_at is null) = (giver_signed_by is null)),
    constraint coverage_handover_taker_signature check ((taker_signed_at is null) = (taker_signed_by is null)),
    -- Whoever signs for somebody else says why.
    constraint coverage_handover_giver_reason check (giver_signed_by is null or giver_signed_by = giver_id or giver_sign_reason is not null),
    constraint coverage_handover_taker_reason check (taker_signed_by is null or taker_signed_by = taker_id or taker_sign_reason is not null),
    constraint coverage_handover_count check (account_count >= 0)
);
create index coverage_handover_due on coverage_handover (state, effective_on, id);
create index coverage_handover_effective on coverage_handover (effective_on, id);
create table coverage_handover_aud (
    id                bigint  not null,
    rev               bigint  not null,
    revtype           tinyint not null,
    revend            bigint,
    giver_id          bigint,
    taker_id          bigint,
    portfolio         boolean,
    account_count     int,
    effective_on      date,
    reason            varchar(500),
    over_reason       varchar(500),
    state             varchar(20),
    edition           int,
    giver_words       varchar(4000),
    taker_words       varchar(4000),
    giver_signed_at   datetime(6),
    giver_signed_by   bigint,
    giver_sign_reason varchar(500),
    taker_signed_at   datetime(6),
    taker_signed_by   bigint,
    taker_sign_reason varchar(500),
    responsible_id    bigint,
    ended_at          datetime(6),
    ended_by          bigint,
    end_reason        varchar(500),
    failure           varchar(2000),
    constraint coverage_handover_aud_pk primary key (id, rev),
    constraint coverage_handover_aud_rev foreign key (rev) references audit_revision (id)
);

-- What is handed over. Whether it is open follows the document, so that no account can be in two open ones. The facts are those of the
-- moment in which it was carried out.
create table coverage_handover_account (
    handover_id     bigint  not null,
    account_id      bigint  not null,
    is_open         boolean not null,
    open_account_id bigint generated always as (case when is_open then account_id end),
    -- null until it is carried out; false: somebody else had got the account meanwhile
    moved           boolean,
    tier            varchar(20),
    last_contact_at datetime(6),
    next_meeting_at datetime(6),
    constraint coverage_handover_account_pk primary key (handover_id, account_id),
    constraint coverage_handover_account_once unique (open_account_id),
    constraint coverage_handover_account_handover foreign key (handover_id, is_open) references coverage_handover (id, is_open) on update cascade,
    constraint coverage_handover_account_account foreign key (account_id) references account (id)
);

-- What was open when it was carried out, as the parts told it: the document stays what was handed over.
create table coverage_handover_line (
    handover_id bigint        not null,
    id          bigint        not null,
    part        varchar(40)   not null,
    account_id  bigint,
    text_key    varchar(100)  not null,
    parameters  varchar(4000) not null,
    constraint coverage_handover_line_pk primary key (handover_id, id),
    constraint coverage_handover_line_handover foreign key (handover_id) references coverage_handover (id),
    constraint coverage_handover_line_account foreign key (account_id) references account (id)
);
alter table coverage_planned add constraint coverage_planned_handover foreign key (handover_id) references coverage_handover (id);
