-- One row only: what holds for the whole company.
create table settings_business (
    id                 bigint      not null,
    version            int         not null,
    zone               varchar(60) not null,
    fiscal_start_month int         not null,
    base_currency      varchar(3)  not null,
    constraint settings_business_pk primary key (id),
    constraint settings_business_one check (id = 1),
    constraint settings_business_month check (fiscal_start_month between 1 and 12)
);
create table settings_business_aud (
    id                 bigint  not null,
    rev                bigint  not null,
    revtype            tinyint not null,
    revend             bigint,
    zone               varchar(60),
    fiscal_start_month int,
    base_currency      varchar(3),
    constraint settings_business_aud_pk primary key (id, rev),
    constraint settings_business_aud_rev foreign key (rev) references audit_revision (id)
);
insert into settings_business (id, version, zone, fiscal_start_month, base_currency) values (1, 0, 'Asia/Shanghai', 1, 'CNY');

-- Plan rates: units of the base currency per unit of the currency, fixed for a year, so that targets and actuals compare.
create table settings_plan_rate (
    id        bigint         not null,
    version   int            not null,
    plan_year int            not null,
    currency  varchar(3)     not null,
    rate      decimal(19, 8) not null,
    constraint settings_plan_rate_pk primary key (id),
    constraint settings_plan_rate_once unique (plan_year, currency),
    constraint settings_plan_rate_positive check (rate > 0)
);
create table settings_plan_rate_aud (
    id        bigint  not null,
    rev       bigint  not null,
    revtype   tinyint not null,
    revend    bigint,
    plan_year int,
    currency  varchar(3),
    rate      decimal(19, 8),
    constraint settings_plan_rate_aud_pk primary key (id, rev),
    constraint settings_plan_rate_aud_rev foreign key (rev) references audit_revision (id)
);

-- Code lists: values that an administrator names in both languages. Rows elsewhere hold the code; it never changes.
create table settings_code (
    id       bigint       not null,
    version  int          not null,
    list     varchar(20)  not null,
    code     varchar(40)  not null,
    label_en varchar(100) not null,
    label_zh varchar(100) not null,
    position int          not null,
    active   boolean      not null,
    constraint settings_code_pk primary key (id),
    constraint settings_code_once unique (list, code),
    -- case, not in: H2 binds a check with "in" to the connection that made it, and refuses every write once that one has been retired
    constraint settings_code_list check (case list when 'SECTOR' then 1 when 'REGION' then 1 else 0 end = 1)
);
create table settings_code_aud (
    id       bigint  not null,
    rev      bigint  not null,
    revtype  tinyint not null,
    revend   bigint,
    list     varchar(20),
    code     varchar(40),
    label_en varchar(100),
    label_zh varchar(100),
    position int,
    active   boolean,
    constraint settings_code_aud_pk primary key (id, rev),
    constraint settings_code_aud_rev foreign key (rev) references audit_revision (id)
);
