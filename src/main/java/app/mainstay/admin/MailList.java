package app.mainstay.admin;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.Moment;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.mail.MailFilter;
import app.mainstay.mail.MailRow;
import app.mainstay.mail.MailSort;
import app.mainstay.mail.MailState;
import app.mainstay.mail.Outbox;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The outbox as a list, newest first. */
@Component
public class MailList implements ListSource<MailRow, MailFilter, MailSort> {

    private static final int PAGE = 500;

    /** What a mail is about, where its subject is not for administrators. */
    private record About(String name) implements Coded {

        @Override
        public String labelKey() {
            return name + "about";
        }
    }

    private final Outbox outbox;

    MailList(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public String id() {
        return "mail";
    }

    @Override
    public String titleKey() {
        return "admin.mail";
    }

    @Override
    public List<ListColumn<MailRow, MailSort>> columns() {
        return List.of(
                column("to", "admin.mail.to", MailRow::to).sort(MailSort.TO).width(200),
                column("state", "admin.mail.state", MailRow::state).width(116),
                column("subject", "admin.mail.subject", mail -> mail.subject() == null ? new About(mail.kind()) : mail.subject()).width(240),
                column("created", "admin.mail.created", mail -> new Moment(mail.createdAt())).sort(MailSort.CREATED).width(172),
                column("tries", "admin.mail.tries", MailRow::tries).sort(MailSort.TRIES).asNumber().width(90),
                column("next", "admin.mail.next", mail -> moment(mail.nextTryAt())).sort(MailSort.NEXT_TRY).width(156),
                column("fault", "admin.mail.fault", MailRow::fault).width(200),
                column("ended", "admin.mail.ended", mail -> moment(mail.endedAt())).width(156).onDemand(),
                column("error", "admin.mail.error", MailRow::error).width(260).onDemand());
    }

    private static @Nullable Moment moment(java.time.@Nullable Instant at) {
        return at == null ? null : new Moment(at);
    }

    private static ListColumn<MailRow, MailSort> column(String key, String labelKey, Function<MailRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("admin.mail.filter"), ListFilter.constants("state", "admin.mail.state", MailState.class),
                ListFilter.days("days", "admin.log.days"));
    }

    @Override
    public Class<MailSort> sorts() {
        return MailSort.class;
    }

    @Override
    public Slice.Order<MailSort> standardOrder() {
        return new Slice.Order<>(MailSort.CREATED, true);
    }

    @Override
    public MailFilter filter(ListQuery query) {
        return new MailFilter(query.string("q"), query.constants("state", MailState.class), query.number("days", 0, ListFilter.MOST_DAYS));
    }

    @Override
    public long id(MailRow row) {
        return row.id();
    }

    @Override
    public List<MailRow> page(MailFilter filter, Slice<MailSort> slice) {
        return outbox.page(filter, slice);
    }

    @Override
    public int estimate(MailFilter filter, int bound) {
        return (int) outbox.count(filter, bound + 1);
    }

    @Override
    public long count(MailFilter filter) {
        return outbox.count(filter, null);
    }

    /** By pages: mails are kept for a month. */
    @Override
    public void stream(MailFilter filter, List<Slice.Order<MailSort>> orders, Consumer<MailRow> consumer) {
        int offset = 0;
        List<MailRow> rows;
        do {
            rows = outbox.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    @Override
    public String changeKind() {
        return MailChanges.KIND;
    }

    @Override
    public boolean sees(long id) {
        return true;
    }
}
