-- Saved views of lists: conditions and columns, never rows.
create table base_view (
    id          bigint        not null,
    version     int           not null,
    owner_id    bigint        not null,
    list        varchar(40)   not null,
    name        varchar(80)   not null,
    name_key    varchar(80)   not null,
    name_sort   varchar(240)  not null,
    conditions  varchar(2000) not null,
    column_keys varchar(2050) not null,
    shared      boolean       not null,
    constraint base_view_pk primary key (id),
    constraint base_view_owner foreign key (owner_id) references security_user (id),
    constraint base_view_name unique (owner_id, list, name_key),
    constraint base_view_named check (name_key <> ''),
    -- What base_view_default refers to, so that a list never opens with the view of another one.
    constraint base_view_list unique (id, list)
);
create index base_view_shared on base_view (list, shared, name_sort);

-- With which view a list opens for a person. It falls away with the view.
create table base_view_default (
    user_id bigint      not null,
    list    varchar(40) not null,
    view_id bigint      not null,
    constraint base_view_default_pk primary key (user_id, list),
    constraint base_view_default_user foreign key (user_id) references security_user (id),
    constraint base_view_default_view foreign key (view_id, list) references base_view (id, list) on delete cascade
);
