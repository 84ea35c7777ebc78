-- Competitors under all the names by which people know them.
create table market_competitor (
    id         bigint        not null,
    version    int           not null,
    name       varchar(120)  not null,
    name_sort  varchar(300)  not null,
    -- one on each line
    aliases    varchar(1000) not null,
    website    varchar(300),
    about      varchar(2000),
    active     boolean       not null,
    updated_at datetime(6)   not null,
    constraint market_competitor_pk primary key (id)
);
create index market_competitor_sort on market_competitor (name_sort, id);
create table market_competitor_aud (
    id        bigint  not null,
    rev       bigint  not null,
    revtype   tinyint not null,
    revend    bigint,
    name      varchar(120),
    name_sort varchar(300),
    aliases   varchar(1000),
    website   varchar(300),
    about     varchar(2000),
    active    boolean,
    constraint market_competitor_aud_pk primary key (id, rev),
    constraint market_competitor_aud_rev foreign key (rev) references audit_revision (id)
);
-- A name or an alias leads to one competitor only.
create table market_competitor_key (
    name_key      varchar(120) not null,
    competitor_id bigint       not null,
    constraint market_competitor_key_pk primary key (name_key),
    constraint market_competitor_key_of foreign key (competitor_id) references market_competitor (id)
);
create index market_competitor_key_ids on market_competitor_key (competitor_id);
