-- What concerns sign-in and rights. Append-only until its time is over. Without foreign keys to the user: an entry shall lock nobody's row.
create table security_log (
    id          bigint       not null,
    happened_at datetime(6)  not null,
    event       varchar(20)  not null,
    -- whom it concerns; null for a name that nobody has
    user_id     bigint,
    -- who did it, where that is somebody else
    actor_id    bigint,
    reason      varchar(20),
    subject     varchar(200),
    address     varchar(45),
    device      varchar(300),
    constraint security_log_pk primary key (id)
);
create index security_log_user on security_log (user_id, id);
create index security_log_event on security_log (event, id);
create index security_log_address on security_log (address, id);
create index security_log_happened on security_log (happened_at);
