-- One row for each person whose leaves or handovers are being written, to be locked: whoever comes second sees what the first one wrote. The
-- row of the user is not: whatever refers to it would wait, too.
create table coverage_person (
    user_id bigint not null,
    constraint coverage_person_pk primary key (user_id),
    constraint coverage_person_user foreign key (user_id) references security_user (id)
);

-- Who is away from when until when, and who acts for them. A leave that was called off before it began is CANCELLED; one that ended early
-- has an earlier last day; over is what lies behind today.
create table coverage_leave (
    id          bigint      not null,
    version     int         not null,
    user_id     bigint      not null,
    -- null: nobody, which the board marks as a gap
    stand_in_id bigint,
    from_day    date        not null,
    until_day   date        not null,
    kind        varchar(20) not null,
    note        varchar(500),
    state       varchar(20) not null,
    created_by  bigint      not null,
    created_at  datetime(6) not null,
    constraint coverage_leave_pk primary key (id),
    -- What the days refer to: nobody's day belongs to somebody else's leave.
    constraint coverage_leave_person unique (id, user_id),
    constraint coverage_leave_user foreign key (user_id) references security_user (id),
    constraint coverage_leave_stand_in foreign key (stand_in_id) references security_user (id),
    constraint coverage_leave_creator foreign key (created_by) references security_user (id),
    constraint coverage_leave_self check (stand_in_id <> user_id),
    constraint coverage_leave_order check (from_day <= until_day),
    -- case, not in: see settings_code
    constraint coverage_leave_kind check (case kind when 'VACATION' then 1 when 'SICK' then 1 when 'TRAVEL' then 1 when 'TRAINING' then 1
        when 'OTHER' then 1 else 0 end = 1),
    constraint coverage_leave_state check (case state when 'PLANNED' then 1 when 'CANCELLED' then 1 else 0 end = 1)
);
create index coverage_leave_from on coverage_leave (from_day, id);
create index coverage_leave_until on coverage_leave (until_day, state);
create table coverage_leave_aud (
    id          bigint  not null,
    rev         bigint  not null,
    revtype     tinyint not null,
    revend      bigint,
    user_id     bigint,
    stand_in_id bigint,
    from_day    date,
    until_day   date,
    kind        varchar(20),
    note        varchar(500),
    state       varchar(20),
    created_by  bigint,
    constraint coverage_leave_aud_pk primary key (id, rev),
    constraint coverage_leave_aud_rev foreign key (rev) references audit_revision (id)
);

-- What somebody is on a day: away or standing in, never both.
create table coverage_day (
    user_id bigint      not null,
    on_day  date        not null,
    part    varchar(10) not null,
    constraint coverage_day_pk primary key (user_id, on_day),
    constraint coverage_day_part unique (user_id, on_day, part),
    constraint coverage_day_user foreign key (user_id) references security_user (id),
    constraint coverage_day_parts check (case part when 'AWAY' then 1 when 'STAND_IN' then 1 else 0 end = 1)
);

-- Each day of each leave. One row for a person and a day, so that two leaves cannot overlap; who stands in may do so for several.
create table coverage_leave_day (
    user_id       bigint      not null,
    on_day        date        not null,
    leave_id      bigint      not null,
    -- of that day: another one may have taken over amid the leave
    stand_in_id   bigint,
    -- Constants for the keys below.
    user_part     varchar(10) default 'AWAY' not null,
    stand_in_part varchar(10) default 'STAND_IN' not null,
    constraint coverage_leave_day_pk primary key (user_id, on_day),
    constraint coverage_leave_day_leave foreign key (leave_id, user_id) references coverage_leave (id, user_id),
    constraint coverage_leave_day_away foreign key (user_id, on_day, user_part) references coverage_day (user_id, on_day, part),
    constraint coverage_leave_day_stand_in foreign key (stand_in_id, on_day, stand_in_part) references coverage_day (user_id, on_day, part),
    constraint coverage_leave_day_parts check (user_part = 'AWAY' and stand_in_part = 'STAND_IN')
);
