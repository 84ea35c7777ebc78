-- Failed sign-ins by the name that was typed and by where they came from. Names are kept as hashes: people type passwords there, too.
create table security_delay (
    kind          varchar(10)  not null,
    subject       varchar(100) not null,
    failures      int          not null,
    last_at       datetime(6)  not null,
    blocked_until datetime(6)  not null,
    -- whether the security log knows that somebody came too early
    told          boolean      not null,
    constraint security_delay_pk primary key (kind, subject)
);
create index security_delay_last on security_delay (last_at);

-- Devices that are signed in without a password. A token is used once and replaced; the one before it is accepted for a moment more,
-- because a browser that starts asks for several pages at once.
create table security_remember (
    id            bigint       not null,
    user_id       bigint       not null,
    token_hash    varchar(64)  not null,
    previous_hash varchar(64),
    rotated_at    datetime(6)  not null,
    created_at    datetime(6)  not null,
    constraint security_remember_pk primary key (id),
    constraint security_remember_user foreign key (user_id) references security_user (id)
);
create index security_remember_user on security_remember (user_id);

-- Who is signed in where. A row goes when its session ends; what was, tells the log.
create table security_session (
    id          bigint       not null,
    user_id     bigint       not null,
    remember_id bigint,
    address     varchar(45)  not null,
    device      varchar(300) not null,
    started_at  datetime(6)  not null,
    seen_at     datetime(6)  not null,
    constraint security_session_pk primary key (id),
    constraint security_session_user foreign key (user_id) references security_user (id)
);
create index security_session_user on security_session (user_id);
create index security_session_seen on security_session (seen_at);
