-- What accounts are compared by, see KeyKind. Clustered by key, so that those who share one lie together.
create table account_duplicate_key (
    kind       varchar(10) not null,
    match_key  varchar(60) not null,
    account_id bigint      not null,
    constraint account_duplicate_key_pk primary key (kind, match_key, account_id),
    constraint account_duplicate_key_account foreign key (account_id) references account (id),
    constraint account_duplicate_key_text check (match_key <> ''),
    -- case, not in: see settings_code
    constraint account_duplicate_key_kind check (case kind when 'NAME' then 1 when 'SOUND' then 1 when 'START' then 1 when 'CODE' then 1
        when 'SITE' then 1 when 'PHONE' then 1 else 0 end = 1)
);
create index account_duplicate_key_of on account_duplicate_key (account_id, kind);

-- Two accounts that may be one, the older id first, so that no pair is there twice. Found by the scan; what people decided stays.
create table account_duplicate_pair (
    id         bigint       not null,
    one_id     bigint       not null,
    other_id   bigint       not null,
    score      int          not null,
    reasons    varchar(100) not null,
    state      varchar(20)  not null,
    found_at   datetime(6)  not null,
    decided_by bigint,
    decided_at datetime(6),
    constraint account_duplicate_pair_pk primary key (id),
    constraint account_duplicate_pair_once unique (one_id, other_id),
    constraint account_duplicate_pair_order check (one_id < other_id),
    constraint account_duplicate_pair_one foreign key (one_id) references account (id),
    constraint account_duplicate_pair_other foreign key (other_id) references account (id),
    constraint account_duplicate_pair_decider foreign key (decided_by) references security_user (id),
    constraint account_duplicate_pair_score check (score between 0 and 100),
    -- case, not in: see settings_code
    constraint account_duplicate_pair_state check (case state when 'OPEN' then 1 when 'DISMISSED' then 1 when 'MERGED' then 1 else 0 end = 1),
    constraint account_duplicate_pair_decided check
        ((decided_at is null) = (case state when 'OPEN' then 1 else 0 end = 1) and (decided_by is null) = (decided_at is null))
);
create index account_duplicate_pair_list on account_duplicate_pair (state, score, id);
create index account_duplicate_pair_other on account_duplicate_pair (other_id);

-- True once the account has become part of another one; from then on it is archived and holds no credit code.
alter table account add column merged boolean default false not null;
alter table account add constraint account_merged_state unique (id, merged);
alter table account add constraint account_merged_is_over check (merged = false or (archived_at is not null and credit_code is null));

-- Where the address of a merged account leads. The two constants make every way one step long: who is led to is not merged itself, so that
-- neither a chain nor a circle can be written.
create table account_merged (
    from_id     bigint      not null,
    from_merged boolean     default true not null,
    into_id     bigint      not null,
    into_merged boolean     default false not null,
    merged_by   bigint      not null,
    merged_at   datetime(6) not null,
    constraint account_merged_pk primary key (from_id),
    constraint account_merged_from foreign key (from_id, from_merged) references account (id, merged),
    constraint account_merged_into foreign key (into_id, into_merged) references account (id, merged),
    constraint account_merged_by foreign key (merged_by) references security_user (id),
    constraint account_merged_from_is check (from_merged = true),
    constraint account_merged_into_is check (into_merged = false)
);
