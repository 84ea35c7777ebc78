-- The organisation tree. Small: read whole and cached.
create table security_unit (
    id        bigint       not null,
    version   int          not null,
    name      varchar(120) not null,
    name_key  varchar(120) not null,
    parent_id bigint,
    constraint security_unit_pk primary key (id),
    constraint security_unit_parent foreign key (parent_id) references security_unit (id),
    constraint security_unit_name unique (parent_id, name_key),
    constraint security_unit_self check (parent_id <> id)
);
create table security_unit_aud (
    id        bigint  not null,
    rev       bigint  not null,
    revtype   tinyint not null,
    revend    bigint,
    name      varchar(120),
    name_key  varchar(120),
    parent_id bigint,
    constraint security_unit_aud_pk primary key (id, rev),
    constraint security_unit_aud_rev foreign key (rev) references audit_revision (id)
);

-- Nothing here changes at sign-in, since every referring row locks it: passwords and preferences have tables of their own.
create table security_user (
    id            bigint       not null,
    version       int          not null,
    username      varchar(64)  not null,
    display_name  varchar(100) not null,
    name_sort     varchar(200) not null,
    name_initials varchar(40)  not null,
    email         varchar(200),
    role          varchar(20)  not null,
    unit_id       bigint       not null,
    active        boolean      not null,
    constraint security_user_pk primary key (id),
    constraint security_user_name unique (username),
    constraint security_user_unit foreign key (unit_id) references security_unit (id),
    -- case, not in: see settings_code
    constraint security_user_role check
        (case role when 'MEMBER' then 1 when 'MANAGER' then 1 when 'DIRECTOR' then 1 when 'ADMINISTRATOR' then 1 else 0 end = 1),
    -- What account refers to, so that only an active user can be a primary representative.
    constraint security_user_active unique (id, active)
);
create index security_user_sort on security_user (name_sort, id);
create table security_user_aud (
    id            bigint  not null,
    rev           bigint  not null,
    revtype       tinyint not null,
    revend        bigint,
    username      varchar(64),
    display_name  varchar(100),
    name_sort     varchar(200),
    name_initials varchar(40),
    email         varchar(200),
    role          varchar(20),
    unit_id       bigint,
    active        boolean,
    constraint security_user_aud_pk primary key (id, rev),
    constraint security_user_aud_rev foreign key (rev) references audit_revision (id)
);

create table security_password (
    user_id     bigint       not null,
    hash        varchar(300) not null,
    must_change boolean      not null,
    changed_at  datetime(6)  not null,
    constraint security_password_pk primary key (user_id),
    constraint security_password_user foreign key (user_id) references security_user (id)
);

create table security_preference (
    user_id bigint        not null,
    name    varchar(60)   not null,
    val     varchar(4000) not null,
    constraint security_preference_pk primary key (user_id, name),
    constraint security_preference_user foreign key (user_id) references security_user (id)
);
