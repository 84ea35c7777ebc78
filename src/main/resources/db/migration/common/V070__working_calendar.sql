-- Statutory holidays and make-up workdays: data, since no rule tells them. Days that are not listed are what their weekday is.
create table settings_calendar_day (
    id           bigint      not null,
    version      int         not null,
    calendar_day date        not null,
    kind         varchar(10) not null,
    name_en      varchar(80) not null,
    name_zh      varchar(80) not null,
    -- null: entered by hand
    source       varchar(200),
    constraint settings_calendar_day_pk primary key (id),
    constraint settings_calendar_day_once unique (calendar_day),
    constraint settings_calendar_day_kind check (case kind when 'HOLIDAY' then 1 when 'WORKDAY' then 1 else 0 end = 1),
    constraint settings_calendar_day_range check (calendar_day >= date '2000-01-01' and calendar_day < date '2101-01-01')
);
create table settings_calendar_day_aud (
    id           bigint  not null,
    rev          bigint  not null,
    revtype      tinyint not null,
    revend       bigint,
    calendar_day date,
    kind         varchar(10),
    name_en      varchar(80),
    name_zh      varchar(80),
    source       varchar(200),
    constraint settings_calendar_day_aud_pk primary key (id, rev),
    constraint settings_calendar_day_aud_rev foreign key (rev) references audit_revision (id)
);

-- Business hours: the company's in row 1, a unit's own in others; a unit without a row has those of the unit above. A day reads
-- "09:00-12:00,13:00-18:00", so that its history tells what changed; times that overlap count once.
create table settings_hours (
    id          bigint      not null,
    version     int         not null,
    unit_id     bigint,
    monday      varchar(71) not null,
    tuesday     varchar(71) not null,
    wednesday   varchar(71) not null,
    thursday    varchar(71) not null,
    friday      varchar(71) not null,
    saturday    varchar(71) not null,
    sunday      varchar(71) not null,
    on_holidays boolean     not null,
    constraint settings_hours_pk primary key (id),
    constraint settings_hours_once unique (unit_id),
    constraint settings_hours_unit foreign key (unit_id) references security_unit (id),
    constraint settings_hours_company check (case when unit_id is null then 1 else 0 end = case when id = 1 then 1 else 0 end),
    constraint settings_hours_monday check (regexp_like(monday, '^((([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00),)*([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))?$')),
    constraint settings_hours_tuesday check (regexp_like(tuesday, '^((([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00),)*([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))?$')),
    constraint settings_hours_wednesday check (regexp_like(wednesday, '^((([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00),)*([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))?$')),
    constraint settings_hours_thursday check (regexp_like(thursday, '^((([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00),)*([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))?$')),
    constraint settings_hours_friday check (regexp_like(friday, '^((([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00),)*([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))?$')),
    constraint settings_hours_saturday check (regexp_like(saturday, '^((([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00),)*([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))?$')),
    constraint settings_hours_sunday check (regexp_like(sunday, '^((([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00),)*([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00))?$'))
);
create table settings_hours_aud (
    id          bigint  not null,
    rev         bigint  not null,
    revtype     tinyint not null,
    revend      bigint,
    unit_id     bigint,
    monday      varchar(71),
    tuesday     varchar(71),
    wednesday   varchar(71),
    thursday    varchar(71),
    friday      varchar(71),
    saturday    varchar(71),
    sunday      varchar(71),
    on_holidays boolean,
    constraint settings_hours_aud_pk primary key (id, rev),
    constraint settings_hours_aud_rev foreign key (rev) references audit_revision (id)
);
insert into settings_hours (id, version, unit_id, monday, tuesday, wednesday, thursday, friday, saturday, sunday, on_holidays)
    values (1, 0, null, '09:00-12:00,13:00-18:00', '09:00-12:00,13:00-18:00', '09:00-12:00,13:00-18:00', '09:00-12:00,13:00-18:00',
            '09:00-12:00,13:00-18:00', '', '', false);
insert into settings_hours_aud (id, rev, revtype, unit_id, monday, tuesday, wednesday, thursday, friday, saturday, sunday, on_holidays)
    select s.id, 1, 0, s.unit_id, s.monday, s.tuesday, s.wednesday, s.thursday, s.friday, s.saturday, s.sunday, s.on_holidays from settings_hours s;
