-- Contents of stored files that are kept in the database: written piece by piece before anything refers to them, so that no file needs
-- memory or a long transaction. What nothing refers to after a day is swept away.
create table files_content (
    id       bigint      not null,
    begun_at datetime(6) not null,
    constraint files_content_pk primary key (id)
);
create table files_chunk (
    content_id bigint     not null,
    position   int        not null,
    bytes      mediumblob not null,
    constraint files_chunk_pk primary key (content_id, position),
    constraint files_chunk_content foreign key (content_id) references files_content (id),
    constraint files_chunk_position check (position >= 0)
);

-- Stored documents. Whom they belong to, the rooms above know: kind and row, without a foreign key.
create table files_file (
    id           bigint       not null,
    owner_kind   varchar(40)  not null,
    owner_id     bigint       not null,
    name         varchar(200) not null,
    content_type varchar(150) not null,
    size_bytes   bigint       not null,
    sha256       varchar(64)  not null,
    place        varchar(20)  not null,
    -- where it is kept in the database; else it lies in the directory, under the file's id
    content_id   bigint,
    uploaded_by  bigint,
    uploaded_at  datetime(6)  not null,
    constraint files_file_pk primary key (id),
    constraint files_file_content_once unique (content_id),
    constraint files_file_content foreign key (content_id) references files_content (id),
    constraint files_file_uploader foreign key (uploaded_by) references security_user (id),
    constraint files_file_size check (size_bytes > 0),
    constraint files_file_hash check (length(sha256) = 64),
    -- case, not in: see settings_code
    constraint files_file_place check (case place when 'DATABASE' then 1 when 'DIRECTORY' then 1 else 0 end = 1),
    constraint files_file_placed check ((place = 'DATABASE') = (content_id is not null))
);
create index files_file_owner on files_file (owner_kind, owner_id, id);
