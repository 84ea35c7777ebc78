-- Links by which people choose their own password, once. Only the token's hash is kept.
create table security_invitation (
    id          bigint      not null,
    user_id     bigint      not null,
    token_hash  varchar(64) not null,
    -- null: the system itself
    sent_by     bigint,
    sent_at     datetime(6) not null,
    expires_at  datetime(6) not null,
    used_at     datetime(6),
    -- by a later one, or because a password was set otherwise
    replaced_at datetime(6),
    -- the person, as long as it was neither used nor replaced: so nobody has two
    open_for    bigint,
    constraint security_invitation_pk primary key (id),
    constraint security_invitation_user foreign key (user_id) references security_user (id),
    constraint security_invitation_sender foreign key (sent_by) references security_user (id),
    constraint security_invitation_token unique (token_hash),
    constraint security_invitation_one unique (open_for),
    constraint security_invitation_own check (open_for = user_id),
    constraint security_invitation_open check ((open_for is null) = (used_at is not null or replaced_at is not null)),
    constraint security_invitation_end check (used_at is null or replaced_at is null),
    constraint security_invitation_term check (expires_at > sent_at)
);
create index security_invitation_user on security_invitation (user_id);
