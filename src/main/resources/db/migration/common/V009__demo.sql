-- Has a row only where the demonstration made this database, and is complete once all of it was written.
create table demo_marker (
    id       bigint      not null,
    made_at  datetime(6) not null,
    accounts int         not null,
    complete boolean     not null,
    constraint demo_marker_pk primary key (id),
    constraint demo_marker_one check (id = 1)
);
