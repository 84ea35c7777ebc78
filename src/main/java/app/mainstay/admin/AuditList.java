package app.mainstay.admin;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.AuditContent;
import app.mainstay.audit.AuditFilter;
import app.mainstay.audit.AuditNames;
import app.mainstay.audit.AuditReader;
import app.mainstay.audit.AuditRow;
import app.mainstay.audit.AuditSort;
import app.mainstay.audit.AuditThing;
import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.Moment;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.security.UserService;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Slice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who changed what kind of thing, newest first. What a row is called is told to whom may see the row. */
@Component
public class AuditList implements ListSource<AuditList.Line, AuditFilter, AuditSort> {

    /**
     * @param actor null for the system
     * @param name  of the one row that was changed; null where there were more or the viewer may not see it
     */
    public record Line(AuditRow row, @Nullable String actor, @Nullable String name) {
    }

    private enum Nobody implements Coded {
        SYSTEM;

        @Override
        public String labelKey() {
            return "admin.job.system";
        }
    }

    /** What the system gives as its reason; what people wrote stays as they wrote it. */
    private enum SystemReason implements Coded {
        INSTALLATION("installation"), DEMONSTRATION("demonstration"), UNIT_OF_REPRESENTATIVE("unit of the representative"),
        HOLIDAYS_AT_START(CalendarAtStart.REASON), UNIT_OF_OWNER("unit of the owner"), MERGE("merge"), HANDOVER("handover"), STAGE("stage");

        private final String stored;

        SystemReason(String stored) {
            this.stored = stored;
        }

        @Override
        public String labelKey() {
            return "admin.audit.reason." + name();
        }

        static Object of(String text) {
            return Arrays.stream(values()).filter(reason -> reason.stored.equals(text)).<Object>map(Function.identity()).findFirst().orElse(text);
        }
    }

    private final AuditReader reader;
    private final UserService users;
    private final Map<String, AuditNames> names;

    AuditList(AuditReader reader, UserService users, List<AuditNames> names) {
        this.reader = reader;
        this.users = users;
        this.names = names.stream().collect(Collectors.toMap(AuditNames::thing, Function.identity()));
    }

    @Override
    public String id() {
        return "audit";
    }

    @Override
    public String titleKey() {
        return "admin.audit";
    }

    @Override
    public List<ListColumn<Line, AuditSort>> columns() {
        return List.of(
                column("time", "admin.audit.time", line -> new Moment(line.row().at())).sort(AuditSort.TIME).width(170),
                column("actor", "admin.audit.actor", line -> line.row().actorId() == null ? Nobody.SYSTEM : line.actor()).width(140),
                column("act", "admin.audit.act", line -> line.row().act()).width(110),
                column("thing", "admin.audit.thing", line -> line.row().thing()).width(170),
                column("rows", "admin.audit.rows", AuditList::rows).width(90).asNumber(),
                column("name", "admin.audit.name", Line::name).width(190),
                column("text", "admin.audit.text", line -> text(line.row())).width(200));
    }

    private static ListColumn<Line, AuditSort> column(String key, String labelKey, Function<Line, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    /** An act says by itself how many it was about, where that is a number. */
    private static @Nullable Object rows(Line line) {
        return line.row().rows() != null ? line.row().rows() : line.row().parameters().get("rows") instanceof Number number ? number : null;
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.choice("thing", "admin.audit.thing", new Things()), ListFilter.constants("act", "admin.audit.act", AuditAct.class),
                ListFilter.one("actor", "admin.audit.actor", new PeopleOptions(users)), ListFilter.days("days", "admin.log.days"));
    }

    @Override
    public Class<AuditSort> sorts() {
        return AuditSort.class;
    }

    @Override
    public Slice.Order<AuditSort> standardOrder() {
        return new Slice.Order<>(AuditSort.TIME, true);
    }

    @Override
    public AuditFilter filter(ListQuery query) {
        return new AuditFilter(query.strings("thing"), query.constants("act", AuditAct.class), query.ids("actor").stream().findFirst().orElse(null),
                query.number("days", 0, ListFilter.MOST_DAYS));
    }

    @Override
    public long id(Line line) {
        return line.row().id();
    }

    @Override
    public List<Line> page(AuditFilter filter, Slice<AuditSort> slice) {
        return lines(reader.page(filter, slice));
    }

    /** People and names are asked for once per portion, not per row. */
    private List<Line> lines(List<AuditRow> rows) {
        var actors = users.names(rows.stream().map(AuditRow::actorId).filter(Objects::nonNull).collect(Collectors.toSet()));
        Map<String, Set<Long>> asked = new LinkedHashMap<>();
        rows.stream().filter(row -> row.rowId() != null).forEach(row -> asked.computeIfAbsent(row.thing().name(), thing -> new HashSet<>())
                .add(row.rowId()));
        Map<String, Map<Long, String>> called = new HashMap<>();
        asked.forEach((thing, ids) -> called.put(thing, names.containsKey(thing) ? names.get(thing).names(ids) : Map.of()));
        return rows.stream().map(row -> new Line(row, row.actorId() == null ? null : actors.get(row.actorId()),
                row.rowId() == null ? null : called.get(row.thing().name()).get(row.rowId()))).toList();
    }

    /** What rows and references of a change are called, by thing and id; only what the viewer may see has a name. */
    public Map<String, Map<Long, String>> called(AuditContent content) {
        Map<String, Set<Long>> asked = new LinkedHashMap<>();
        for (var row : content.rows()) {
            asked.computeIfAbsent(content.change().thing().name(), thing -> new HashSet<>()).add(row.id());
            for (var field : row.fields()) {
                Stream.of(field.before(), field.after()).filter(Long.class::isInstance)
                        .forEach(id -> asked.computeIfAbsent(Objects.requireNonNull(field.field().of()), thing -> new HashSet<>()).add((Long) id));
            }
        }
        Map<String, Map<Long, String>> called = new HashMap<>();
        asked.forEach((thing, ids) -> called.put(thing, names.containsKey(thing) ? names.get(thing).names(ids) : Map.of()));
        return called;
    }

    /** The reason of a change, or what an act was done to, in the reader's words where they are the system's own. */
    public static @Nullable Object text(AuditRow row) {
        return row.text() == null ? null : SystemReason.of(row.text());
    }

    /** Who did it; null for somebody unknown. */
    public @Nullable Object actor(AuditRow row) {
        return row.actorId() == null ? Nobody.SYSTEM : users.names(Set.of(row.actorId())).get(row.actorId());
    }

    @Override
    public int estimate(AuditFilter filter, int bound) {
        return (int) reader.count(filter, bound + 1);
    }

    @Override
    public long count(AuditFilter filter) {
        return reader.count(filter, null);
    }

    @Override
    public void stream(AuditFilter filter, List<Slice.Order<AuditSort>> orders, Consumer<Line> consumer) {
        reader.stream(filter, orders, rows -> lines(rows).forEach(consumer));
    }

    /** Nobody announces entries: a list that moves while it is read is hard to read. */
    @Override
    public String changeKind() {
        return "audit";
    }

    @Override
    public boolean sees(long id) {
        return true;
    }

    private final class Things implements ListFilter.Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return reader.things().stream().map(thing -> new Option(thing.name(), thing.labelKey())).skip(offset).limit(limit).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return reader.things().stream().filter(thing -> thing.name().equals(value)).findFirst().map(AuditThing::labelKey);
        }

        @Override
        public boolean few() {
            return true;
        }

        @Override
        public boolean keys() {
            return true;
        }
    }
}
