-- Mails: the outbox, and how they leave. The server's password is in no table.
create table mail_message (
    id          bigint       not null,
    -- stays the same at every try, so that a mail server or program may tell a repetition
    message_id  varchar(200) not null,
    kind        varchar(60)  not null,
    -- its contents give access to something: never shown, and erased once it has left or is dropped
    secret      boolean      not null,
    to_address  varchar(200) not null,
    to_name     varchar(100),
    subject     varchar(300) not null,
    body_text   mediumtext,
    body_html   mediumtext,
    state       varchar(20)  not null,
    tries       int          not null,
    created_at  datetime(6)  not null,
    -- null: no more by itself
    next_try_at datetime(6),
    last_try_at datetime(6),
    ended_at    datetime(6),
    -- why the last try failed: what kind of fault, and the mail server's words
    last_fault  varchar(20),
    last_error  varchar(500),
    constraint mail_message_pk primary key (id),
    constraint mail_message_once unique (message_id),
    -- case, not in: see settings_code
    constraint mail_message_state check
        (case state when 'WAITING' then 1 when 'SENT' then 1 when 'FAILED' then 1 when 'DROPPED' then 1 else 0 end = 1),
    constraint mail_message_next check ((next_try_at is not null) = (state = 'WAITING')),
    constraint mail_message_ended check ((ended_at is null) = (state = 'WAITING')),
    -- case, not or: H2 makes an "in" of it, see settings_code
    constraint mail_message_erased check (case when secret = true and case state when 'SENT' then 1 when 'DROPPED' then 1 else 0 end = 1
        and (body_text is not null or body_html is not null) then 0 else 1 end = 1),
    constraint mail_message_whole check (case when case state when 'WAITING' then 1 when 'FAILED' then 1 else 0 end = 1
        and (body_text is null or body_html is null) then 0 else 1 end = 1),
    constraint mail_message_tries check (tries >= 0)
);
create index mail_message_due on mail_message (state, next_try_at);
create index mail_message_ended on mail_message (ended_at);

create table mail_attachment (
    mail_id      bigint       not null,
    position     int          not null,
    name         varchar(200) not null,
    content_type varchar(100) not null,
    content      longblob     not null,
    constraint mail_attachment_pk primary key (mail_id, position),
    constraint mail_attachment_mail foreign key (mail_id) references mail_message (id) on delete cascade
);

-- One row only. Small ids as in V011, so they never meet a TSID.
create table mail_settings (
    id          bigint       not null,
    version     int          not null,
    enabled     boolean      not null,
    host        varchar(200),
    port        int          not null,
    security    varchar(10)  not null,
    username    varchar(200),
    sender      varchar(200),
    sender_name varchar(100),
    -- what links in mails begin with
    base_url    varchar(200),
    constraint mail_settings_pk primary key (id),
    constraint mail_settings_one check (id = 1),
    constraint mail_settings_port check (port between 1 and 65535),
    constraint mail_settings_security check (case security when 'NONE' then 1 when 'STARTTLS' then 1 when 'TLS' then 1 else 0 end = 1),
    constraint mail_settings_complete check (enabled = false or (host is not null and sender is not null and base_url is not null))
);
create table mail_settings_aud (
    id          bigint  not null,
    rev         bigint  not null,
    revtype     tinyint not null,
    revend      bigint,
    enabled     boolean,
    host        varchar(200),
    port        int,
    security    varchar(10),
    username    varchar(200),
    sender      varchar(200),
    sender_name varchar(100),
    base_url    varchar(200),
    constraint mail_settings_aud_pk primary key (id, rev),
    constraint mail_settings_aud_rev foreign key (rev) references audit_revision (id)
);
insert into mail_settings (id, version, enabled, port, security) values (1, 0, false, 587, 'STARTTLS');
insert into mail_settings_aud (id, rev, revtype, enabled, port, security) values (1, 1, 0, false, 587, 'STARTTLS');
