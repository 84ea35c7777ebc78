package app.mainstay.admin;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.Moment;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.security.UserService;
import app.mainstay.security.log.SecurityEntry;
import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityFilter;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecuritySort;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sign-ins, failures and refusals as a list, newest first. */
@Component
public class SecurityLogList implements ListSource<SecurityEntry, SecurityFilter, SecuritySort> {

    private final SecurityLog log;
    private final UserService users;

    SecurityLogList(SecurityLog log, UserService users) {
        this.log = log;
        this.users = users;
    }

    @Override
    public String id() {
        return "security";
    }

    @Override
    public String titleKey() {
        return "admin.security";
    }

    @Override
    public List<ListColumn<SecurityEntry, SecuritySort>> columns() {
        return List.of(
                column("time", "admin.security.time", entry -> new Moment(entry.happenedAt())).sort(SecuritySort.TIME).width(170),
                column("user", "admin.security.user", SecurityEntry::user).width(120),
                column("event", "admin.security.event", SecurityEntry::event).width(140),
                column("address", "admin.security.address", SecurityEntry::address).width(130),
                column("reason", "admin.security.reason", SecurityEntry::reason).width(170),
                column("device", "admin.security.device", SecurityEntry::device).width(150),
                column("subject", "admin.security.subject", SecurityEntry::subject).width(180),
                column("actor", "admin.security.actor", SecurityEntry::actor).width(140));
    }

    private static ListColumn<SecurityEntry, SecuritySort> column(String key, String labelKey, Function<SecurityEntry, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("admin.security.filter"), ListFilter.constants("event", "admin.security.event", SecurityEvent.class),
                ListFilter.one("user", "admin.security.user", new PeopleOptions(users)), ListFilter.days("days", "admin.log.days"));
    }

    @Override
    public Class<SecuritySort> sorts() {
        return SecuritySort.class;
    }

    @Override
    public Slice.Order<SecuritySort> standardOrder() {
        return new Slice.Order<>(SecuritySort.TIME, true);
    }

    @Override
    public SecurityFilter filter(ListQuery query) {
        return new SecurityFilter(query.string("q"), query.constants("event", SecurityEvent.class), query.ids("user").stream().findFirst().orElse(null),
                query.number("days", 0, ListFilter.MOST_DAYS));
    }

    @Override
    public long id(SecurityEntry row) {
        return row.id();
    }

    @Override
    public List<SecurityEntry> page(SecurityFilter filter, Slice<SecuritySort> slice) {
        return log.page(filter, slice);
    }

    @Override
    public int estimate(SecurityFilter filter, int bound) {
        return (int) log.count(filter, bound + 1);
    }

    @Override
    public long count(SecurityFilter filter) {
        return log.count(filter, null);
    }

    @Override
    public void stream(SecurityFilter filter, List<Slice.Order<SecuritySort>> orders, Consumer<SecurityEntry> consumer) {
        log.stream(filter, orders, consumer);
    }

    /** Nobody announces entries: a list that moves while it is read is hard to read. */
    @Override
    public String changeKind() {
        return "security";
    }

    @Override
    public boolean sees(long id) {
        return true;
    }
}
