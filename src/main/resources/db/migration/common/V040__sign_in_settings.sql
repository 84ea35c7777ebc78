-- One row only: how long sign-ins last and how long the security log remembers. Small ids as in V011, so they never meet a TSID.
create table security_settings (
    id            bigint not null,
    version       int    not null,
    idle_minutes  int    not null,
    session_hours int    not null,
    -- 0: signing in is not remembered
    remember_days int    not null,
    log_days      int    not null,
    constraint security_settings_pk primary key (id),
    constraint security_settings_one check (id = 1),
    constraint security_settings_idle check (idle_minutes between 5 and 1440),
    constraint security_settings_session check (session_hours between 1 and 168),
    constraint security_settings_remember check (remember_days between 0 and 90),
    constraint security_settings_log check (log_days between 30 and 3650)
);
create table security_settings_aud (
    id            bigint  not null,
    rev           bigint  not null,
    revtype       tinyint not null,
    revend        bigint,
    idle_minutes  int,
    session_hours int,
    remember_days int,
    log_days      int,
    constraint security_settings_aud_pk primary key (id, rev),
    constraint security_settings_aud_rev foreign key (rev) references audit_revision (id)
);
insert into security_settings (id, version, idle_minutes, session_hours, remember_days, log_days) values (1, 0, 120, 12, 14, 365);
insert into security_settings_aud (id, rev, revtype, idle_minutes, session_hours, remember_days, log_days) values (1, 1, 0, 120, 12, 14, 365);
