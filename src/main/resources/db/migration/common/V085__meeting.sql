-- What repeats: the rule, and the local times of its first occurrence. Each occurrence is a meeting of its own, laid out as far as laid_until.
create table meeting_series (
    id          bigint       not null,
    version     int          not null,
    -- RFC 5545 without "RRULE:"; an UNTIL is a local date-time of the zone, included
    rule        varchar(500) not null,
    zone        varchar(60)  not null,
    start_local datetime(6)  not null,
    end_local   datetime(6)  not null,
    -- Every occurrence that starts before is there, local time
    laid_until  datetime(6)  not null,
    -- Nothing is left to be laid out.
    complete    boolean      not null,
    -- The series that this one was split from
    from_id     bigint,
    -- Of a calendar elsewhere from which it came
    uid         varchar(255),
    created_at  datetime(6)  not null,
    constraint meeting_series_pk primary key (id),
    constraint meeting_series_from foreign key (from_id) references meeting_series (id),
    constraint meeting_series_order check (end_local > start_local),
    constraint meeting_series_self check (from_id <> id)
);
create index meeting_series_open on meeting_series (complete, laid_until);
create index meeting_series_uid on meeting_series (uid);
create table meeting_series_aud (
    id          bigint  not null,
    rev         bigint  not null,
    revtype     tinyint not null,
    revend      bigint,
    rule        varchar(500),
    zone        varchar(60),
    start_local datetime(6),
    end_local   datetime(6),
    from_id     bigint,
    constraint meeting_series_aud_pk primary key (id, rev),
    constraint meeting_series_aud_rev foreign key (rev) references audit_revision (id)
);

-- One meeting or one occurrence of a series. The local times with their zone are the truth; starts_at and ends_at are the same instants in UTC, for queries.
create table meeting (
    id               bigint       not null,
    version          int          not null,
    subject          varchar(200) not null,
    kind             varchar(20)  not null,
    state            varchar(20)  not null,
    place            varchar(300),
    link             varchar(500),
    -- what it is about
    purpose          varchar(2000),
    zone             varchar(60)  not null,
    start_local      datetime(6)  not null,
    end_local        datetime(6)  not null,
    starts_at        datetime(6)  not null,
    ends_at          datetime(6)  not null,
    host_id          bigint       not null,
    -- others read it as "busy"
    busy             boolean      not null,
    reminder_minutes int,
    series_id        bigint,
    -- where the rule of the series puts it (RECURRENCE-ID), local time
    original_start   datetime(6),
    -- differs from the others of its series
    own              boolean      not null,
    uid              varchar(255),
    -- its own id once there are minutes: held only with minutes
    minutes_id       bigint,
    cancelled_at     datetime(6),
    cancel_reason    varchar(300),
    created_at       datetime(6)  not null,
    updated_at       datetime(6)  not null,
    updated_by       bigint,
    constraint meeting_pk primary key (id),
    -- What the rows of attendees refer to: they carry the same instants.
    constraint meeting_time unique (id, starts_at, ends_at),
    constraint meeting_occurrence unique (series_id, original_start),
    constraint meeting_series foreign key (series_id) references meeting_series (id),
    constraint meeting_host foreign key (host_id) references security_user (id),
    constraint meeting_updated_by foreign key (updated_by) references security_user (id),
    constraint meeting_local_order check (end_local > start_local),
    constraint meeting_order check (ends_at > starts_at),
    constraint meeting_said check (length(trim(subject)) > 0),
    constraint meeting_reminder check (reminder_minutes between 0 and 40320),
    constraint meeting_in_series check (case when series_id is null then 0 else 1 end = case when original_start is null then 0 else 1 end),
    constraint meeting_own check (own = false or series_id is not null),
    constraint meeting_minutes_own check (minutes_id = id),
    constraint meeting_held check (state <> 'HELD' or minutes_id is not null),
    constraint meeting_cancelled check (case when cancelled_at is null then 0 else 1 end = case when state = 'CANCELLED' then 1 else 0 end),
    -- case, not in: see settings_code
    constraint meeting_state check (case state when 'PLANNED' then 1 when 'HELD' then 1 when 'CANCELLED' then 1 else 0 end = 1),
    constraint meeting_kind check (case kind when 'STRATEGY' then 1 when 'DEMONSTRATION' then 1 when 'RELATIONSHIP' then 1 when 'BUSINESS_REVIEW' then 1
        when 'VISIT' then 1 when 'INTERNAL' then 1 else 0 end = 1)
);
create index meeting_of_host on meeting (host_id, starts_at, state);
create index meeting_at on meeting (starts_at, state);
create index meeting_uid on meeting (uid);
create table meeting_aud (
    id               bigint  not null,
    rev              bigint  not null,
    revtype          tinyint not null,
    revend           bigint,
    subject          varchar(200),
    kind             varchar(20),
    state            varchar(20),
    place            varchar(300),
    link             varchar(500),
    purpose          varchar(2000),
    zone             varchar(60),
    start_local      datetime(6),
    end_local        datetime(6),
    starts_at        datetime(6),
    ends_at          datetime(6),
    host_id          bigint,
    busy             boolean,
    reminder_minutes int,
    series_id        bigint,
    original_start   datetime(6),
    own              boolean,
    cancel_reason    varchar(300),
    constraint meeting_aud_pk primary key (id, rev),
    constraint meeting_aud_rev foreign key (rev) references audit_revision (id)
);

create table meeting_account (
    meeting_id bigint not null,
    account_id bigint not null,
    position   int    not null,
    constraint meeting_account_pk primary key (meeting_id, account_id),
    constraint meeting_account_meeting foreign key (meeting_id) references meeting (id),
    constraint meeting_account_account foreign key (account_id) references account (id)
);
create index meeting_account_list on meeting_account (account_id, meeting_id);

-- Who takes part: one of ours, a contact of an account, or a guest by name. The host is always among ours.
create table meeting_attendee (
    id           bigint      not null,
    meeting_id   bigint      not null,
    user_id      bigint,
    contact_id   bigint,
    guest_name   varchar(120),
    guest_email  varchar(200),
    response     varchar(20) not null,
    responded_at datetime(6),
    -- null: nobody said
    attended     boolean,
    -- The meeting's, by the key below, so that a person's calendar is one range of an index.
    starts_at    datetime(6) not null,
    ends_at      datetime(6) not null,
    constraint meeting_attendee_pk primary key (id),
    constraint meeting_attendee_ours unique (meeting_id, user_id),
    constraint meeting_attendee_theirs unique (meeting_id, contact_id),
    constraint meeting_attendee_meeting foreign key (meeting_id, starts_at, ends_at) references meeting (id, starts_at, ends_at) on update cascade,
    constraint meeting_attendee_user foreign key (user_id) references security_user (id),
    constraint meeting_attendee_contact foreign key (contact_id) references account_contact (id),
    constraint meeting_attendee_one check (case when user_id is null then 0 else 1 end + case when contact_id is null then 0 else 1 end
        + case when guest_name is null then 0 else 1 end = 1),
    constraint meeting_attendee_email check (guest_email is null or guest_name is not null),
    constraint meeting_attendee_response check (case response when 'NEEDS_ACTION' then 1 when 'ACCEPTED' then 1 when 'TENTATIVE' then 1 when 'DECLINED' then 1
        else 0 end = 1)
);
create index meeting_attendee_calendar on meeting_attendee (user_id, starts_at, ends_at, meeting_id, response);

create table meeting_agenda (
    meeting_id bigint       not null,
    position   int          not null,
    title      varchar(200) not null,
    minutes    int          not null,
    constraint meeting_agenda_pk primary key (meeting_id, position),
    constraint meeting_agenda_meeting foreign key (meeting_id) references meeting (id),
    constraint meeting_agenda_minutes check (minutes between 0 and 1440)
);

create table meeting_minutes (
    meeting_id bigint      not null,
    version    int         not null,
    body       mediumtext  not null,
    written_by bigint      not null,
    updated_at datetime(6) not null,
    constraint meeting_minutes_pk primary key (meeting_id),
    constraint meeting_minutes_meeting foreign key (meeting_id) references meeting (id),
    constraint meeting_minutes_author foreign key (written_by) references security_user (id),
    constraint meeting_minutes_said check (length(trim(body)) > 0)
);
alter table meeting add constraint meeting_minutes_there foreign key (minutes_id) references meeting_minutes (meeting_id);

-- What somebody is typing, a few seconds old at most.
create table meeting_minutes_draft (
    meeting_id   bigint      not null,
    user_id      bigint      not null,
    -- of the minutes when the typing began; 0: there were none
    base_version int         not null,
    body         mediumtext  not null,
    saved_at     datetime(6) not null,
    constraint meeting_minutes_draft_pk primary key (meeting_id, user_id),
    constraint meeting_minutes_draft_meeting foreign key (meeting_id) references meeting (id),
    constraint meeting_minutes_draft_user foreign key (user_id) references security_user (id)
);
