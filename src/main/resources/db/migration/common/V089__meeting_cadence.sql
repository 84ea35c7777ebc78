-- How often an account of a tier is to be met on a level of contact; one row for each pair, without a number where nothing is asked.
create table meeting_cadence_rule (
    id            bigint      not null,
    version       int         not null,
    tier          varchar(20) not null,
    contact_level varchar(20) not null,
    every_number  int,
    every_unit    varchar(10) not null,
    -- nothing was asked before that day
    since         date        not null,
    constraint meeting_cadence_rule_pk primary key (id),
    constraint meeting_cadence_rule_once unique (tier, contact_level),
    constraint meeting_cadence_rule_number check (every_number between 1 and 60),
    -- case, not in: see settings_code
    constraint meeting_cadence_rule_tier check (case tier when 'STRATEGIC' then 1 when 'CORE' then 1 when 'STANDARD' then 1 else 0 end = 1),
    constraint meeting_cadence_rule_level check (case contact_level when 'EXECUTIVE' then 1 when 'WORKING' then 1 else 0 end = 1),
    constraint meeting_cadence_rule_unit check (case every_unit when 'WEEK' then 1 when 'MONTH' then 1 else 0 end = 1)
);
create table meeting_cadence_rule_aud (
    id            bigint  not null,
    rev           bigint  not null,
    revtype       tinyint not null,
    revend        bigint,
    tier          varchar(20),
    contact_level varchar(20),
    every_number  int,
    every_unit    varchar(10),
    since         date,
    constraint meeting_cadence_rule_aud_pk primary key (id, rev),
    constraint meeting_cadence_rule_aud_rev foreign key (rev) references audit_revision (id)
);
insert into meeting_cadence_rule (id, version, tier, contact_level, every_number, every_unit, since) values
    (1, 0, 'STRATEGIC', 'EXECUTIVE', 3, 'MONTH', '2000-01-01'), (2, 0, 'STRATEGIC', 'WORKING', 1, 'MONTH', '2000-01-01'),
    (3, 0, 'CORE', 'EXECUTIVE', 6, 'MONTH', '2000-01-01'), (4, 0, 'CORE', 'WORKING', 2, 'MONTH', '2000-01-01'),
    (5, 0, 'STANDARD', 'EXECUTIVE', null, 'MONTH', '2000-01-01'), (6, 0, 'STANDARD', 'WORKING', 6, 'MONTH', '2000-01-01');
insert into meeting_cadence_rule_aud (id, rev, revtype, tier, contact_level, every_number, every_unit, since)
    select id, 1, 0, tier, contact_level, every_number, every_unit, since from meeting_cadence_rule;

-- Where an account stands by the rule of its tier, so that lists sort by it. Follows from meetings, tiers and rules, and is computed again when they change.
create table meeting_cadence (
    account_id    bigint      not null,
    contact_level varchar(20) not null,
    tier          varchar(20) not null,
    every_number  int         not null,
    every_unit    varchar(10) not null,
    -- since when this tier and rule hold
    started_on    date        not null,
    last_on       date,
    due_on        date        not null,
    -- the next meeting ahead
    planned_on    date,
    constraint meeting_cadence_pk primary key (account_id, contact_level),
    constraint meeting_cadence_account foreign key (account_id) references account (id),
    constraint meeting_cadence_of foreign key (tier, contact_level) references meeting_cadence_rule (tier, contact_level),
    constraint meeting_cadence_number check (every_number between 1 and 60),
    constraint meeting_cadence_unit check (case every_unit when 'WEEK' then 1 when 'MONTH' then 1 else 0 end = 1),
    constraint meeting_cadence_due check (due_on > started_on and (last_on is null or due_on > last_on))
);
create index meeting_cadence_list on meeting_cadence (due_on, account_id, contact_level);
