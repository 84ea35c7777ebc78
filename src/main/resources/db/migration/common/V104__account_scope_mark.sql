-- Counts how often what somebody sees beside the own accounts and units has changed: teams, stand-ins and what is read on. A page that was asked by what
-- is remembered reads this one number instead of those three tables. Nobody without a row has changed since.
create table account_scope_mark (
    user_id bigint not null,
    mark    bigint not null,
    constraint account_scope_mark_pk primary key (user_id),
    constraint account_scope_mark_user foreign key (user_id) references security_user (id)
);
