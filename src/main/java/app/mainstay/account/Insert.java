package app.mainstay.account;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** An insert whose rows are collected until the batch is full; types are named, since drivers guess them of null badly. */
record Insert(String sql, int[] types, List<@Nullable Object[]> rows) {

    /** What an account's row and its history both hold. */
    static final String FACTS = "name, name_key, name_sort, name_initials, short_name, credit_code, tier, lifecycle, sector, region, parent_id, "
            + "revenue_amount, revenue_currency, employees, founded, website, address, primary_rep_id, unit_id, archived_at";
    private static final int[] FACT_TYPES = {Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR,
            Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.BIGINT, Types.DECIMAL, Types.VARCHAR, Types.INTEGER, Types.INTEGER,
            Types.VARCHAR, Types.VARCHAR, Types.BIGINT, Types.BIGINT, Types.TIMESTAMP};

    Insert(String table, String columns, int... types) {
        this("insert into " + table + " (" + columns + ") values (" + "?, ".repeat(types.length - 1) + "?)", types, new ArrayList<>());
    }

    void add(@Nullable Object... row) {
        rows.add(row);
    }

    static void store(JdbcTemplate jdbc, Insert... inserts) {
        for (var insert : inserts) {
            if (!insert.rows().isEmpty()) {
                jdbc.batchUpdate(insert.sql(), insert.rows(), insert.types());
            }
        }
    }

    static @Nullable Object[] with(@Nullable Object[] facts, @Nullable Object... before) {
        var row = new @Nullable Object[before.length + facts.length];
        System.arraycopy(before, 0, row, 0, before.length);
        System.arraycopy(facts, 0, row, before.length, facts.length);
        return row;
    }

    /** Of a row that begins with these and goes on with {@link #FACTS}. */
    static int[] types(int... before) {
        var types = new int[before.length + FACT_TYPES.length];
        System.arraycopy(before, 0, types, 0, before.length);
        System.arraycopy(FACT_TYPES, 0, types, before.length, FACT_TYPES.length);
        return types;
    }
}
