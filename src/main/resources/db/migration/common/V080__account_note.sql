-- What people write down about an account, as Markdown. A removed note stays, so that it can come back and its history is told.
create table account_note (
    id         bigint         not null,
    version    int            not null,
    account_id bigint         not null,
    author_id  bigint         not null,
    note_text  varchar(10000) not null,
    pinned     boolean        not null,
    written_at datetime(6)    not null,
    edited_at  datetime(6),
    removed_at datetime(6),
    constraint account_note_pk primary key (id),
    constraint account_note_account foreign key (account_id) references account (id),
    constraint account_note_author foreign key (author_id) references security_user (id),
    constraint account_note_said check (length(trim(note_text)) > 0),
    constraint account_note_edited check (edited_at is null or edited_at >= written_at),
    constraint account_note_removed check (removed_at is null or removed_at >= written_at),
    constraint account_note_top check (removed_at is null or pinned = false)
);
create index account_note_story on account_note (account_id, pinned, written_at, id);
create table account_note_aud (
    id         bigint  not null,
    rev        bigint  not null,
    revtype    tinyint not null,
    revend     bigint,
    account_id bigint,
    author_id  bigint,
    note_text  varchar(10000),
    pinned     boolean,
    removed_at datetime(6),
    constraint account_note_aud_pk primary key (id, rev),
    constraint account_note_aud_rev foreign key (rev) references audit_revision (id)
);
