package app.mainstay.notification;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.Moment;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One's notifications as a list, newest first. */
@Component
public class NotificationList implements ListSource<NotificationRow, NotificationFilter, NotificationSort> {

    private static final int PAGE = 500;

    private final Notifications notifications;

    NotificationList(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public String id() {
        return "notifications";
    }

    @Override
    public String titleKey() {
        return "notification.title";
    }

    @Override
    public List<ListColumn<NotificationRow, NotificationSort>> columns() {
        return List.of(column("said", "notification.said", NotificationRow::said).width(420),
                column("state", "notification.state", row -> row.read() ? NotificationState.READ : NotificationState.UNREAD).width(110),
                column("time", "notification.time", row -> new Moment(row.createdAt())).sort(NotificationSort.TIME).width(172));
    }

    private static ListColumn<NotificationRow, NotificationSort> column(String key, String labelKey, Function<NotificationRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.flag("unread", "notification.unread"), ListFilter.days("days", "notification.days"));
    }

    @Override
    public Class<NotificationSort> sorts() {
        return NotificationSort.class;
    }

    @Override
    public Slice.Order<NotificationSort> standardOrder() {
        return new Slice.Order<>(NotificationSort.TIME, true);
    }

    @Override
    public NotificationFilter filter(ListQuery query) {
        return new NotificationFilter(query.has("unread"), query.number("days", 0, ListFilter.MOST_DAYS));
    }

    @Override
    public long id(NotificationRow row) {
        return row.id();
    }

    @Override
    public List<NotificationRow> page(NotificationFilter filter, Slice<NotificationSort> slice) {
        return notifications.page(filter, slice);
    }

    @Override
    public int estimate(NotificationFilter filter, int bound) {
        return (int) notifications.count(filter, bound + 1);
    }

    @Override
    public long count(NotificationFilter filter) {
        return notifications.count(filter, null);
    }

    /** By pages: a person's entries are kept for half a year. */
    @Override
    public void stream(NotificationFilter filter, List<Slice.Order<NotificationSort>> orders, Consumer<NotificationRow> consumer) {
        int offset = 0;
        List<NotificationRow> rows;
        do {
            rows = notifications.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    @Override
    public String changeKind() {
        return Notifications.CHANGE;
    }

    @Override
    public boolean sees(long id) {
        return notifications.isMe(id);
    }
}
