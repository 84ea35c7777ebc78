alter table settings_code drop constraint settings_code_list;
alter table settings_code add constraint settings_code_list check (case list
    when 'SECTOR' then 1 when 'REGION' then 1 when 'LOSS_REASON' then 1 when 'DEAL_SOURCE' then 1 else 0 end = 1);
insert into settings_code (id, version, list, code, label_en, label_zh, position, active) values
    (301, 0, 'LOSS_REASON', 'price', 'Price', '价格', 1, true),
    (302, 0, 'LOSS_REASON', 'product', 'Product does not fit', '产品不匹配', 2, true),
    (303, 0, 'LOSS_REASON', 'service', 'Service or delivery', '服务或交付', 3, true),
    (304, 0, 'LOSS_REASON', 'relationship', 'Relationship of the competitor', '竞争对手关系', 4, true),
    (305, 0, 'LOSS_REASON', 'budget', 'No budget', '客户无预算', 5, true),
    (306, 0, 'LOSS_REASON', 'postponed', 'Postponed', '项目推迟', 6, true),
    (307, 0, 'LOSS_REASON', 'silent', 'Customer fell silent', '客户无回应', 7, true),
    (308, 0, 'LOSS_REASON', 'other', 'Other', '其他', 8, true),
    (321, 0, 'DEAL_SOURCE', 'existing', 'Existing business', '老客户延续', 1, true),
    (322, 0, 'DEAL_SOURCE', 'visit', 'Visit', '客户拜访', 2, true),
    (323, 0, 'DEAL_SOURCE', 'tender', 'Tender', '招投标', 3, true),
    (324, 0, 'DEAL_SOURCE', 'referral', 'Referral', '转介绍', 4, true),
    (325, 0, 'DEAL_SOURCE', 'partner', 'Partner', '合作伙伴', 5, true),
    (326, 0, 'DEAL_SOURCE', 'marketing', 'Marketing', '市场活动', 6, true),
    (327, 0, 'DEAL_SOURCE', 'import', 'Imported', '导入', 7, true);
insert into settings_code_aud (id, rev, revtype, list, code, label_en, label_zh, position, active)
    select id, 1, 0, list, code, label_en, label_zh, position, active from settings_code where id between 301 and 399;

create table sales_product (
    id         bigint       not null,
    version    int          not null,
    name       varchar(120) not null,
    name_key   varchar(120) not null,
    name_sort  varchar(300) not null,
    series     varchar(80),
    active     boolean      not null,
    updated_at datetime(6)  not null,
    constraint sales_product_pk primary key (id),
    constraint sales_product_name unique (name_key)
);
create index sales_product_sort on sales_product (name_sort, id);
create table sales_product_aud (
    id        bigint  not null,
    rev       bigint  not null,
    revtype   tinyint not null,
    revend    bigint,
    name      varchar(120),
    name_key  varchar(120),
    name_sort varchar(300),
    series    varchar(80),
    active    boolean,
    constraint sales_product_aud_pk primary key (id, rev),
    constraint sales_product_aud_rev foreign key (rev) references audit_revision (id)
);
-- List prices: starts only, each holds until the next begins.
create table sales_price (
    product_id bigint         not null,
    currency   varchar(3)     not null,
    valid_from date           not null,
    amount     decimal(19, 4) not null,
    constraint sales_price_pk primary key (product_id, currency, valid_from),
    constraint sales_price_product foreign key (product_id) references sales_product (id),
    constraint sales_price_sign check (amount >= 0)
);

-- The way of a deal. Ids are small, so that they never meet a TSID.
create table sales_stage (
    id           bigint       not null,
    version      int          not null,
    code         varchar(40)  not null,
    label_en     varchar(80)  not null,
    label_zh     varchar(80)  not null,
    position     int          not null,
    category     varchar(20)  not null,
    outcome      varchar(20)  not null,
    probability  int          not null,
    norm_days    int,
    starts_cycle boolean      not null,
    -- What must be known from here on, separated by commas: ACCOUNT, AMOUNT, CLOSE, NEXT_STEP, CONTACT
    demands      varchar(200) not null,
    active       boolean      not null,
    constraint sales_stage_pk primary key (id),
    constraint sales_stage_code unique (code),
    constraint sales_stage_category check
        (case category when 'PIPELINE' then 1 when 'BEST_CASE' then 1 when 'COMMIT' then 1 when 'CLOSED' then 1 else 0 end = 1),
    constraint sales_stage_outcome check
        (case outcome when 'OPEN' then 1 when 'WON' then 1 when 'LOST' then 1 when 'CANCELLED' then 1 else 0 end = 1),
    constraint sales_stage_closed check (case when category = 'CLOSED' then 1 else 0 end = case when outcome = 'OPEN' then 0 else 1 end),
    constraint sales_stage_probability check (probability between 0 and 100),
    constraint sales_stage_norm check (norm_days between 1 and 3650)
);
create table sales_stage_aud (
    id           bigint  not null,
    rev          bigint  not null,
    revtype      tinyint not null,
    revend       bigint,
    code         varchar(40),
    label_en     varchar(80),
    label_zh     varchar(80),
    position     int,
    category     varchar(20),
    outcome      varchar(20),
    probability  int,
    norm_days    int,
    starts_cycle boolean,
    demands      varchar(200),
    active       boolean,
    constraint sales_stage_aud_pk primary key (id, rev),
    constraint sales_stage_aud_rev foreign key (rev) references audit_revision (id)
);
insert into sales_stage (id, version, code, label_en, label_zh, position, category, outcome, probability, norm_days, starts_cycle, demands, active) values
    (1, 0, 'prospecting', 'Prospecting', '发掘', 1, 'PIPELINE', 'OPEN', 10, 45, false, '', true),
    (2, 0, 'engaging', 'Engaging', '接洽', 2, 'PIPELINE', 'OPEN', 25, 60, true, '', true),
    (3, 0, 'proposal', 'Proposal', '方案报价', 3, 'BEST_CASE', 'OPEN', 50, 30, true, 'ACCOUNT,AMOUNT,CLOSE', true),
    (4, 0, 'negotiation', 'Negotiation', '商务谈判', 4, 'COMMIT', 'OPEN', 75, 21, true, 'ACCOUNT,AMOUNT,CLOSE,NEXT_STEP', true),
    (5, 0, 'won', 'Won', '赢单', 5, 'CLOSED', 'WON', 100, null, false, 'ACCOUNT,AMOUNT', true),
    (6, 0, 'lost', 'Lost', '输单', 6, 'CLOSED', 'LOST', 0, null, false, '', true),
    (7, 0, 'cancelled', 'Cancelled', '取消', 7, 'CLOSED', 'CANCELLED', 0, null, false, '', true);
insert into sales_stage_aud (id, rev, revtype, code, label_en, label_zh, position, category, outcome, probability, norm_days, starts_cycle, demands, active)
    select id, 1, 0, code, label_en, label_zh, position, category, outcome, probability, norm_days, starts_cycle, demands, active from sales_stage;

create table sales_opportunity (
    id            bigint         not null,
    version       int            not null,
    name          varchar(200)   not null,
    name_sort     varchar(600)   not null,
    -- null: to be completed; only while it is open
    account_id    bigint,
    owner_id      bigint         not null,
    -- The owner's: whose managers see the deal.
    unit_id       bigint         not null,
    stage_id      bigint         not null,
    -- The stage's, kept here for what the schema and the indexes ask.
    outcome       varchar(20)    not null,
    amount        decimal(19, 4) not null,
    currency      varchar(3)     not null,
    -- In the base currency at the plan rate of the year in which it closes; null where no rate is set.
    base_amount   decimal(19, 4),
    expected_on   date,
    opened_on     date           not null,
    -- First entry into a stage with which the cycle begins; null: as it was opened.
    cycle_from    date,
    closed_on     date,
    stage_since   date           not null,
    source        varchar(40),
    next_step     varchar(300),
    next_step_on  date,
    loss_reason   varchar(40),
    lost_to_id    bigint,
    closing_note  varchar(1000),
    created_at    datetime(6)    not null,
    updated_at    datetime(6)    not null,
    -- closed_on less cycle_from, else less opened_on
    cycle_days    int,
    constraint sales_opportunity_pk primary key (id),
    constraint sales_opportunity_account foreign key (account_id) references account (id),
    constraint sales_opportunity_owner foreign key (owner_id) references security_user (id),
    constraint sales_opportunity_unit foreign key (unit_id) references security_unit (id),
    constraint sales_opportunity_stage foreign key (stage_id) references sales_stage (id),
    constraint sales_opportunity_lost_to foreign key (lost_to_id) references market_competitor (id),
    constraint sales_opportunity_outcome check
        (case outcome when 'OPEN' then 1 when 'WON' then 1 when 'LOST' then 1 when 'CANCELLED' then 1 else 0 end = 1),
    constraint sales_opportunity_closed check (case when closed_on is null then 1 else 0 end = case when outcome = 'OPEN' then 1 else 0 end),
    constraint sales_opportunity_order check (closed_on >= opened_on),
    constraint sales_opportunity_cycle check (case when cycle_days is null then 1 else 0 end = case when closed_on is null then 1 else 0 end),
    constraint sales_opportunity_won_by check (account_id is not null or outcome <> 'WON'),
    constraint sales_opportunity_reason check (case when loss_reason is null then 0 else 1 end = case outcome when 'LOST' then 1 when 'CANCELLED' then 1 else 0 end),
    constraint sales_opportunity_lost check (lost_to_id is null or outcome = 'LOST'),
    constraint sales_opportunity_sign check (amount >= 0)
);
create index sales_opportunity_account_list on sales_opportunity (account_id, outcome, id);
create index sales_opportunity_owner_list on sales_opportunity (owner_id, outcome, stage_id, base_amount, id);
create index sales_opportunity_unit_list on sales_opportunity (unit_id, outcome, stage_id, base_amount, id);
create index sales_opportunity_closed_list on sales_opportunity (outcome, closed_on, unit_id, base_amount, cycle_days);
create index sales_opportunity_expected on sales_opportunity (outcome, expected_on, unit_id, base_amount);
create index sales_opportunity_sort on sales_opportunity (name_sort, id);
create index sales_opportunity_updated on sales_opportunity (updated_at, id);
create table sales_opportunity_aud (
    id           bigint  not null,
    rev          bigint  not null,
    revtype      tinyint not null,
    revend       bigint,
    name         varchar(200),
    name_sort    varchar(600),
    account_id   bigint,
    owner_id     bigint,
    unit_id      bigint,
    stage_id     bigint,
    outcome      varchar(20),
    amount       decimal(19, 4),
    currency     varchar(3),
    base_amount  decimal(19, 4),
    expected_on  date,
    opened_on    date,
    cycle_from   date,
    closed_on    date,
    stage_since  date,
    source       varchar(40),
    next_step    varchar(300),
    next_step_on date,
    loss_reason  varchar(40),
    lost_to_id   bigint,
    closing_note varchar(1000),
    constraint sales_opportunity_aud_pk primary key (id, rev),
    constraint sales_opportunity_aud_rev foreign key (rev) references audit_revision (id)
);

create table sales_line (
    opportunity_id bigint         not null,
    line_no        int            not null,
    product_id     bigint         not null,
    quantity       decimal(15, 3) not null,
    unit_price     decimal(19, 4) not null,
    -- per cent off the price
    discount       decimal(5, 2)  not null,
    -- quantity times price less discount, rounded half up to four decimals
    amount         decimal(19, 4) not null,
    constraint sales_line_pk primary key (opportunity_id, line_no),
    constraint sales_line_opportunity foreign key (opportunity_id) references sales_opportunity (id),
    constraint sales_line_product foreign key (product_id) references sales_product (id),
    constraint sales_line_quantity check (quantity > 0),
    constraint sales_line_price check (unit_price >= 0),
    constraint sales_line_discount check (discount between 0 and 100)
);
create index sales_line_product_list on sales_line (product_id, opportunity_id, amount);

create table sales_opportunity_competitor (
    opportunity_id bigint not null,
    competitor_id  bigint not null,
    constraint sales_opportunity_competitor_pk primary key (opportunity_id, competitor_id),
    constraint sales_opportunity_competitor_deal foreign key (opportunity_id) references sales_opportunity (id),
    constraint sales_opportunity_competitor_who foreign key (competitor_id) references market_competitor (id)
);
create table sales_opportunity_contact (
    opportunity_id bigint not null,
    contact_id     bigint not null,
    constraint sales_opportunity_contact_pk primary key (opportunity_id, contact_id),
    constraint sales_opportunity_contact_deal foreign key (opportunity_id) references sales_opportunity (id),
    constraint sales_opportunity_contact_who foreign key (contact_id) references account_contact (id)
);

-- Every change of stage, amount, expected close and owner, with time and person.
create table sales_change (
    id             bigint       not null,
    opportunity_id bigint       not null,
    happened_at    datetime(6)  not null,
    actor_id       bigint,
    kind           varchar(20)  not null,
    from_value     varchar(120),
    to_value       varchar(120),
    constraint sales_change_pk primary key (id),
    constraint sales_change_opportunity foreign key (opportunity_id) references sales_opportunity (id),
    constraint sales_change_actor foreign key (actor_id) references security_user (id),
    constraint sales_change_kind check
        (case kind when 'STAGE' then 1 when 'AMOUNT' then 1 when 'EXPECTED' then 1 when 'OWNER' then 1 else 0 end = 1)
);
create index sales_change_of on sales_change (opportunity_id, id);
