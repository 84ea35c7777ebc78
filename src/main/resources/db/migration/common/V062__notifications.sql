-- What people are told of behind the bell. The sentence is made of kind and values in the reader's language.
create table notification_entry (
    id         bigint        not null,
    user_id    bigint        not null,
    -- the sentence's translation key
    kind       varchar(60)   not null,
    -- what it tells of, so that an event that is delivered twice is told once
    source     varchar(100)  not null,
    args       varchar(4000) not null,
    -- where it leads inside the application; empty: nowhere
    path       varchar(300)  not null,
    created_at datetime(6)   not null,
    read_at    datetime(6),
    constraint notification_entry_pk primary key (id),
    constraint notification_entry_user foreign key (user_id) references security_user (id),
    constraint notification_entry_once unique (user_id, kind, source)
);
create index notification_entry_newest on notification_entry (user_id, id);
create index notification_entry_unread on notification_entry (user_id, read_at, id);
create index notification_entry_created on notification_entry (created_at);
