-- What a person has typed and not yet saved, per form and record.
create table base_draft (
    user_id  bigint      not null,
    form     varchar(60) not null,
    record   bigint      not null,
    content  mediumtext  not null,
    saved_at datetime(6) not null,
    constraint base_draft_pk primary key (user_id, form, record),
    constraint base_draft_user foreign key (user_id) references security_user (id)
);
