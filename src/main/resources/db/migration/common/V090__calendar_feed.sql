-- The private address under which a person's calendar can be read without signing in. Only the hash of its secret is kept; renewing replaces it.
create table security_feed (
    user_id    bigint      not null,
    token_hash varchar(64) not null,
    -- in which the feed speaks
    language   varchar(20) not null,
    created_at datetime(6) not null,
    -- to a quarter of an hour; null: never
    read_at    datetime(6),
    constraint security_feed_pk primary key (user_id),
    constraint security_feed_user foreign key (user_id) references security_user (id),
    constraint security_feed_token unique (token_hash),
    constraint security_feed_order check (read_at >= created_at)
);
