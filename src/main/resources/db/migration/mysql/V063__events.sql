-- Spring Modulith's registry of events that were published and not yet heard by all: its names, in capitals as it writes them, and columns.
create table EVENT_PUBLICATION (
    ID                     varchar(36)  not null,
    LISTENER_ID            varchar(512) not null,
    EVENT_TYPE             varchar(512) not null,
    -- larger than Modulith's own: an event may name the accounts of a whole portion
    SERIALIZED_EVENT       mediumtext   not null,
    PUBLICATION_DATE       datetime(6)  not null,
    COMPLETION_DATE        datetime(6),
    STATUS                 varchar(20),
    COMPLETION_ATTEMPTS    int,
    LAST_RESUBMISSION_DATE datetime(6),
    constraint event_publication_pk primary key (ID)
);
create index event_publication_published on EVENT_PUBLICATION (PUBLICATION_DATE);
