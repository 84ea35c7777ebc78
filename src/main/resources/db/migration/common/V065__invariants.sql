-- What the last look at each invariant found.
create table invariants_result (
    invariant  varchar(60) not null,
    checked_at datetime(6) not null,
    violations bigint      not null,
    -- JSON: list of texts
    examples   text        not null,
    millis     bigint      not null,
    -- the look itself failed: the number that stands in the log
    reference  varchar(13),
    constraint invariants_result_pk primary key (invariant),
    constraint invariants_result_violations check (violations >= 0)
);
