-- Spring Modulith's registry of events that were published and not yet heard by all: its names and columns. Differs from MySQL's by the
-- type of the id.
create table EVENT_PUBLICATION (
    ID                     uuid                        not null,
    LISTENER_ID            varchar(512)                not null,
    EVENT_TYPE             varchar(512)                not null,
    -- larger than Modulith's own: an event may name the accounts of a whole portion
    SERIALIZED_EVENT       varchar(1000000)            not null,
    PUBLICATION_DATE       timestamp(6) with time zone not null,
    COMPLETION_DATE        timestamp(6) with time zone,
    STATUS                 varchar(20),
    COMPLETION_ATTEMPTS    int,
    LAST_RESUBMISSION_DATE timestamp(6) with time zone,
    constraint event_publication_pk primary key (ID)
);
create index event_publication_published on EVENT_PUBLICATION (PUBLICATION_DATE);
