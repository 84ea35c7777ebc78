-- The pieces of every account's search text, see MySqlTextSearch. Clustered by piece: the accounts of one lie together, by id. No foreign
-- key: it would need a second index as large as the table, and accounts are archived, never deleted.
create table account_gram (
    gram       varchar(3) not null,
    account_id bigint     not null,
    constraint account_gram_pk primary key (gram, account_id)
);
