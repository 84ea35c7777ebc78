-- Whom has been reminded of a meeting, for the time at which it was: at another time there is another reminder. A meeting that goes takes it along.
create table meeting_reminder (
    meeting_id bigint      not null,
    user_id    bigint      not null,
    starts_at  datetime(6) not null,
    told_at    datetime(6) not null,
    constraint meeting_reminder_pk primary key (meeting_id, user_id, starts_at),
    constraint meeting_reminder_meeting foreign key (meeting_id) references meeting (id) on delete cascade,
    constraint meeting_reminder_user foreign key (user_id) references security_user (id)
);
