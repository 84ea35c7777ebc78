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
final class AccountSections implements Milestones.Way<AccountSections.Place> {

    /** No more at once, since the end of a section is only seen when it was gone to in vain. */
    private static final int LEAP = 96_000;

    private static final int FEW_SECTIONS = 8;

    private record Section(Sql where, Keyset order) {
    }

    /** @param section at whose beginning it is, unless it is behind a row of it */
    record Place(int section, Keyset.@Nullable Place row) {

        static final Place BEGINNING = new Place(0, null);

        Place next() {
            return new Place(section + 1, null);
        }
    }

    private final JdbcClient jdbc;
    private final String index;
    private final List<Section> sections;

    private AccountSections(JdbcClient jdbc, AccountSort by, List<Section> sections) {
        this.jdbc = jdbc;
        this.sections = sections;
        index = index(by.index);
    }

    /** By one column. */
    static AccountSections ofColumn(JdbcClient jdbc, Sql where, AccountOrder order) {
        String column = order.first().columns.getFirst();
        var whole = order.keyset();
        var missing = new Section(new Sql().and(where).and(column + " is null"), new Keyset(List.of(whole.columns().getLast())));
        var there = new Section(new Sql().and(where).and(column + " is not null"), whole);
        return new AccountSections(jdbc, order.first(), !order.first().optional ? List.of(new Section(where, whole))
                : order.firstDescending() ? List.of(there, missing) : List.of(missing, there));
    }

    /** By name within groups. */
    static AccountSections ofGroups(JdbcClient jdbc, Sql where, AccountOrder order, List<@Nullable Object> groups) {
        var within = order.rest().keyset();
        return new AccountSections(jdbc, order.first(), groups.stream().map(group -> new Section(order.inGroup(where, group), within)).toList());
    }

    @Override
    public Optional<Step<Place>> step(@Nullable Place from, int rows) {
        for (var place = from == null ? Place.BEGINNING : from; place.section() < sections.size(); place = place.next()) {
            int section = place.section();
            var within = sections.get(section).order();
            var behind = behind(place);
            var there = jdbc.sql("select " + index + " " + within.selected() + " from account a" + behind.where() + " order by " + within.orderBy()
                            + " limit 1 offset :passed").params(behind.params()).param("passed", rows - 1)
                    .query((row, number) -> new Step<>(new Place(section, within.place(row)), rows)).optional();
            if (there.isPresent()) {
                return there;
            }
            long left = left(behind);
            if (left > 0) {
                return Optional.of(new Step<>(place.next(), left));
            }
        }
        return Optional.empty();
    }

    /** Of many groups most are shorter than a leap: to know how long each is takes less than to go to its end in vain and count it then. */
    @Override
    public Optional<Step<Place>> leap(@Nullable Place from, long rows) {
        var place = from == null ? Place.BEGINNING : from;
        if (sections.size() > FEW_SECTIONS && place.row() == null && place.section() < sections.size()) {
            long size = left(behind(place));
            if (size > 0 && size <= rows) {
                return Optional.of(new Step<>(place.next(), size));
            }
        }
        return step(from, (int) Math.min(rows, LEAP));
    }

    @Override
    public List<Long> read(@Nullable Place from, long skip, int limit) {
        List<Long> found = new ArrayList<>();
        long passing = skip;
        for (var place = from == null ? Place.BEGINNING : from; place.section() < sections.size() && found.size() < limit; place = place.next()) {
            var behind = behind(place);
            var rows = jdbc.sql("select " + index + " a.id from account a" + behind.where() + " order by " + sections.get(place.section()).order().orderBy() + " limit :limit offset :skip")
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
        return place.row() == null ? section.where() : new Sql().and(section.where()).and(section.order().behind(place.row()));
    }
}
