package app.mainstay.account;

import static app.mainstay.account.AccountIds.index;

import app.mainstay.base.list.Keyset;
import app.mainstay.base.list.Milestones;
import app.mainstay.base.list.Milestones.Step;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The way through a long list in sections that follow one another, each of them a range of one index: groups, or what is missing beside what is there.
 * Asked for both at once, MySQL reads the index from its beginning.
 */
final class AccountSections implements Milestones.Way<AccountSections.Place, Long> {

    /** Rows of an index that are gone through in some milliseconds; shorter strides would be more statements than work. */
    private static final int STRIDE = 8_000;

    /** @param section at whose beginning it is, unless it is behind a row of it */
    record Place(int section, Keyset.@Nullable Place row) {
    }

    private final JdbcClient jdbc;
    private final String index;
    private final Keyset within;
    private final List<Sql> sections;
    private final int stride;

    private AccountSections(JdbcClient jdbc, AccountSort by, Keyset within, List<Sql> sections, int far) {
        this.jdbc = jdbc;
        this.within = within;
        this.sections = sections;
        index = index(by.index);
        stride = Math.min(STRIDE, 8 * far);
    }

    /** By one column. */
    static AccountSections ofColumn(JdbcClient jdbc, Sql where, AccountOrder order, int far) {
        String column = order.first().columns.getFirst();
        var missing = new Sql().and(where).and(column + " is null");
        var there = new Sql().and(where).and(column + " is not null");
        return new AccountSections(jdbc, order.first(), order.keyset(),
                !order.first().optional ? List.of(where) : order.firstDescending() ? List.of(there, missing) : List.of(missing, there), far);
    }

    /** By name within groups. */
    static AccountSections ofGroups(JdbcClient jdbc, Sql where, AccountOrder order, List<@Nullable Object> groups, int far) {
        return new AccountSections(jdbc, order.first(), order.rest().keyset(), groups.stream().map(group -> order.inGroup(where, group)).toList(), far);
    }

    @Override
    public Optional<Step<Place>> step(@Nullable Place from, int rows) {
        int asked = Math.max(rows, stride);
        for (var place = from == null ? new Place(0, null) : from; place.section() < sections.size(); place = new Place(place.section() + 1, null)) {
            int section = place.section();
            var behind = behind(place);
            var there = jdbc.sql("select " + index + " " + within.selected() + " from account a" + behind.where() + " order by " + within.orderBy()
                            + " limit 1 offset :passed").params(behind.params()).param("passed", asked - 1)
                    .query((row, number) -> new Step<>(new Place(section, within.place(row)), asked)).optional();
            if (there.isPresent()) {
                return there;
            }
            long left = left(behind);
            if (left > 0) {
                return Optional.of(new Step<>(new Place(section + 1, null), left));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Long> read(@Nullable Place from, long skip, int limit) {
        List<Long> found = new ArrayList<>();
        long passing = skip;
        for (var place = from == null ? new Place(0, null) : from; place.section() < sections.size() && found.size() < limit;
                place = new Place(place.section() + 1, null)) {
            var behind = behind(place);
            var rows = jdbc.sql("select " + index + " a.id from account a" + behind.where() + " order by " + within.orderBy() + " limit :limit offset :skip")
                    .params(behind.params()).param("limit", limit - found.size()).param("skip", passing).query(Long.class).list();
            found.addAll(rows);
            passing = rows.isEmpty() && passing > 0 ? Math.max(0, passing - left(behind)) : 0;
        }
        return found;
    }

    private long left(Sql behind) {
        return jdbc.sql("select " + index + " count(*) from account a" + behind.where()).params(behind.params()).query(Long.class).single();
    }

    private Sql behind(Place place) {
        var section = sections.get(place.section());
        return place.row() == null ? section : new Sql().and(section).and(within.behind(place.row()));
    }
}
