package app.mainstay.task;

import app.mainstay.account.AccountOptions;
import app.mainstay.account.AccountService;
import app.mainstay.base.list.FilterChoices;
import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListFilter.Options;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.DaySpan;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Words;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Tasks as a list: all that one sees, or those of one account. */
@Component
public class TaskList implements ListSource<TaskRow, TaskFilter, TaskSort> {

    public static final String ID = "tasks";

    private final Tasks tasks;
    private final AccountService accounts;
    private final FilterChoices choices;
    private final SettingsService settings;
    private final @Nullable Long accountId;

    @Autowired
    TaskList(Tasks tasks, AccountService accounts, FilterChoices choices, SettingsService settings) {
        this(tasks, accounts, choices, settings, null);
    }

    private TaskList(Tasks tasks, AccountService accounts, FilterChoices choices, SettingsService settings, @Nullable Long accountId) {
        this.tasks = tasks;
        this.accounts = accounts;
        this.choices = choices;
        this.settings = settings;
        this.accountId = accountId;
    }

    /** The same list of one account's tasks. */
    public TaskList of(long account) {
        return new TaskList(tasks, accounts, choices, settings, account);
    }

    @Override
    public String id() {
        return accountId == null ? ID : "accountTasks";
    }

    @Override
    public String titleKey() {
        return "task.list";
    }

    @Override
    public List<ListColumn<TaskRow, TaskSort>> columns() {
        List<ListColumn<TaskRow, TaskSort>> all = List.of(
                column("title", "task.title", TaskRow::title).sort(TaskSort.TITLE).width(260),
                column("state", "task.state", TaskRow::state).sort(TaskSort.STATE).width(124),
                column("due", "task.dueOn", TaskRow::dueOn).sort(TaskSort.DUE).asNumber().width(116),
                column("overdue", "task.overdue", row -> row.overdueDays() == 0 ? null : row.overdueDays()).asNumber().width(110),
                column("owner", "task.ownerId", TaskRow::ownerName).sort(TaskSort.OWNER).width(124),
                column("account", "task.accountId", TaskRow::accountName).sort(TaskSort.ACCOUNT).width(190),
                column("kind", "task.kind", TaskRow::kind).sort(TaskSort.KIND).width(112),
                column("source", "task.source", row -> row.source() == null ? null : row.source().label()).width(180),
                column("creator", "task.creator", TaskRow::creatorName).onDemand(),
                column("created", "task.created", TaskRow::createdAt).sort(TaskSort.CREATED).asNumber().onDemand(),
                column("ended", "task.ended", TaskRow::endedAt).sort(TaskSort.ENDED).asNumber().onDemand(),
                column("endedBy", "task.endedBy", TaskRow::endedByName).onDemand(),
                column("reason", "task.dropReason", TaskRow::dropReason).width(200).onDemand());
        return accountId == null ? all : all.stream().filter(column -> !column.key().equals("account")).toList();
    }

    private static ListColumn<TaskRow, TaskSort> column(String key, String labelKey, Function<TaskRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        List<ListFilter> all = List.of(ListFilter.text("task.filter.text"), ListFilter.flag("mine", "task.filter.mine"),
                ListFilter.constants("state", "task.state", TaskState.class), ListFilter.flag("overdue", "task.filter.overdue"),
                ListFilter.one("due", "task.filter.due", new Days()), ListFilter.choice("owner", "task.ownerId", choices.people()),
                ListFilter.constants("kind", "task.kind", TaskKind.class), ListFilter.choice("account", "task.accountId", new AccountOptions(accounts)));
        return accountId == null ? all : all.stream().filter(filter -> !filter.name().equals("account")).toList();
    }

    @Override
    public Class<TaskSort> sorts() {
        return TaskSort.class;
    }

    @Override
    public Slice.Order<TaskSort> standardOrder() {
        return new Slice.Order<>(TaskSort.DUE, false);
    }

    @Override
    public TaskFilter filter(ListQuery query) {
        var due = Optional.ofNullable(query.string("due")).flatMap(this::span);
        return new TaskFilter(accountId, query.string("q"), query.has("mine"), query.ids("owner"), query.ids("account"), query.constants("kind", TaskKind.class),
                query.constants("state", TaskState.class), due.map(DaySpan::from).orElse(null), due.map(DaySpan::to).orElse(null), query.has("overdue"));
    }

    @Override
    public long id(TaskRow row) {
        return row.id();
    }

    @Override
    public List<TaskRow> page(TaskFilter filter, Slice<TaskSort> slice) {
        return tasks.page(filter, slice);
    }

    @Override
    public int estimate(TaskFilter filter, int bound) {
        return (int) tasks.count(filter, bound);
    }

    @Override
    public long count(TaskFilter filter) {
        return tasks.count(filter, Long.MAX_VALUE);
    }

    @Override
    public void stream(TaskFilter filter, List<Slice.Order<TaskSort>> orders, Consumer<TaskRow> consumer) {
        tasks.stream(filter, orders, consumer);
    }

    @Override
    public String changeKind() {
        return Tasks.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return tasks.sees(id);
    }

    // ---- what the filters offer ----

    /** "today", "week" (Monday to Sunday), "next7" (today and six days more), "month", or two days "2026-07-01..2026-08-15", the last one included. */
    Optional<DaySpan> span(String text) {
        LocalDate today = settings.today();
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return switch (text) {
            case "today" -> Optional.of(new DaySpan(today, today.plusDays(1)));
            case "week" -> Optional.of(new DaySpan(monday, monday.plusDays(7)));
            case "nextweek" -> Optional.of(new DaySpan(monday.plusDays(7), monday.plusDays(14)));
            case "next7" -> Optional.of(new DaySpan(today, today.plusDays(7)));
            case "month" -> Optional.of(DaySpan.month(today));
            default -> DaySpan.parse(text);
        };
    }

    private final class Days implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return Stream.of("today", "week", "nextweek", "next7", "month").map(value -> new Option(value, Words.text("task.filter.due." + value, locale)))
                    .filter(option -> option.label().toLowerCase(locale).contains(text.strip().toLowerCase(locale))).skip(offset).limit(limit).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return span(value).map(span -> value.contains("..") ? value.replace("..", " – ") : Words.text("task.filter.due." + value, locale));
        }
    }
}
