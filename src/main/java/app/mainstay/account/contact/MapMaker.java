package app.mainstay.account.contact;

import app.mainstay.account.contact.RelationshipMap.Node;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Draws an organisation chart out of rows, and says what should worry in it. */
final class MapMaker {

    static final int MOST = 500;

    private MapMaker() {
    }

    /** @param bosses by who reports to them; a boss who is not among the rows counts as none */
    static RelationshipMap draw(List<ContactRow> rows, Map<Long, Long> bosses, LocalDate today) {
        boolean more = rows.size() > MOST;
        Map<Long, ContactRow> people = new LinkedHashMap<>();
        rows.stream().limit(MOST).forEach(row -> people.put(row.id(), row));
        Map<Long, List<ContactRow>> below = new HashMap<>();
        List<ContactRow> top = new ArrayList<>();
        for (var row : people.values()) {
            Long boss = bosses.get(row.id());
            if (boss != null && people.containsKey(boss)) {
                below.computeIfAbsent(boss, key -> new ArrayList<>()).add(row);
            } else {
                top.add(row);
            }
        }
        LocalDate since = today.minusDays(Contacts.NOT_MET_DAYS);
        Predicate<ContactRow> notMet = row -> row.lastMetOn() == null || row.lastMetOn().isBefore(since);
        var all = List.copyOf(people.values());
        return new RelationshipMap(nodes(top, below, notMet), all.size(), (int) all.stream().filter(notMet).count(), hangsOn(all, notMet),
                !all.isEmpty() && all.stream().noneMatch(row -> row.role() == DecisionRole.DECISION_MAKER || row.role() == DecisionRole.APPROVER), more);
    }

    private static List<Node> nodes(List<ContactRow> rows, Map<Long, List<ContactRow>> below, Predicate<ContactRow> notMet) {
        return rows.stream().sorted(Comparator.comparingInt((ContactRow row) -> row.influence() == null ? Influence.values().length : row.influence().ordinal()))
                .map(row -> new Node(row.id(), row.name(), row.title(), row.department(), row.role(), row.attitude(), row.influence(), row.lastMetOn(),
                        notMet.test(row), row.doNotContact(), nodes(below.getOrDefault(row.id(), List.of()), below, notMet))).toList();
    }

    /** The only one whom we meet, else the only one who is for us. */
    private static @Nullable String hangsOn(List<ContactRow> all, Predicate<ContactRow> notMet) {
        var met = all.stream().filter(notMet.negate()).toList();
        if (met.size() == 1) {
            return met.getFirst().name();
        }
        var friends = all.stream().filter(row -> row.attitude() == Attitude.CHAMPION || row.attitude() == Attitude.SUPPORTER).toList();
        return friends.size() == 1 && all.size() > 1 ? friends.getFirst().name() : null;
    }
}
