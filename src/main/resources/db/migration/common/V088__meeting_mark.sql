-- What the lines of minutes say. A line that has gone from the text stays, so that it makes nothing a second time when it comes back.
create table meeting_mark (
    id         bigint        not null,
    meeting_id bigint        not null,
    -- SHA-256 of the line as two people typing it differently would still mean it
    line_key   varchar(64)   not null,
    line_no    int           not null,
    present    boolean       not null,
    kind       varchar(20)   not null,
    body       varchar(2000) not null,
    owner_id   bigint,
    due_on     date,
    -- What it became; null: nothing
    task_id    bigint,
    created_at datetime(6)   not null,
    constraint meeting_mark_pk primary key (id),
    constraint meeting_mark_once unique (meeting_id, line_key),
    constraint meeting_mark_task_once unique (task_id),
    constraint meeting_mark_minutes foreign key (meeting_id) references meeting_minutes (meeting_id),
    constraint meeting_mark_owner foreign key (owner_id) references security_user (id),
    constraint meeting_mark_task foreign key (task_id) references task_item (id),
    constraint meeting_mark_said check (length(trim(body)) > 0),
    -- case, not in: see settings_code
    constraint meeting_mark_kind check
        (case kind when 'NEED' then 1 when 'FEEDBACK' then 1 when 'DECISION' then 1 when 'PROMISE' then 1 when 'ACTION' then 1 else 0 end = 1),
    constraint meeting_mark_becomes check (task_id is null or case kind when 'PROMISE' then 1 when 'ACTION' then 1 else 0 end = 1)
);

-- Minutes as they were before each later publication.
create table meeting_minutes_past (
    meeting_id bigint      not null,
    version    int         not null,
    body       mediumtext  not null,
    written_by bigint      not null,
    updated_at datetime(6) not null,
    constraint meeting_minutes_past_pk primary key (meeting_id, version),
    constraint meeting_minutes_past_of foreign key (meeting_id) references meeting_minutes (meeting_id),
    constraint meeting_minutes_past_by foreign key (written_by) references security_user (id)
);
