-- Binary comparison everywhere, as H2 does by itself: uniqueness is decided by the normalised ..._key columns, order by ..._sort.
alter database collate utf8mb4_0900_bin;
