package app.mainstay.admin;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.Moment;
import app.mainstay.base.list.ListColumn.Sentences;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.jobs.JobFilter;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobSort;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.UserService;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the system is doing or has done in the background, as a list, newest first. */
@Component
public class JobList implements ListSource<JobRow, JobFilter, JobSort> {

    private static final int PAGE = 500;

    /** @param name the id of a kind of work */
    private record Kind(String name) implements Coded {

        @Override
        public String labelKey() {
            return "jobs.kind." + name;
        }
    }

    private enum Beside implements Coded {
        SYSTEM("admin.job.system"), CANCELLING("jobs.cancelling");

        private final String labelKey;

        Beside(String labelKey) {
            this.labelKey = labelKey;
        }

        @Override
        public String labelKey() {
            return labelKey;
        }
    }

    private final Jobs jobs;
    private final UserService users;
    private final List<Kind> kinds;

    JobList(Jobs jobs, UserService users, List<JobKind<?>> kinds) {
        this.jobs = jobs;
        this.users = users;
        this.kinds = kinds.stream().map(JobKind::id).sorted().map(Kind::new).toList();
    }

    @Override
    public String id() {
        return "jobs";
    }

    @Override
    public String titleKey() {
        return "admin.jobs";
    }

    @Override
    public List<ListColumn<JobRow, JobSort>> columns() {
        return List.of(
                column("kind", "admin.job.what", job -> new Kind(job.kind())).sort(JobSort.KIND).width(180),
                column("state", "admin.job.state", job -> job.cancelling() && !job.state().hasEnded() ? Beside.CANCELLING : job.state())
                        .sort(JobSort.STATE).width(116),
                column("progress", "admin.job.progress", JobList::progress).width(190),
                column("by", "admin.job.by", job -> job.submittedBy() == null ? Beside.SYSTEM : job.submittedByName()).width(120),
                column("submitted", "admin.job.submitted", job -> new Moment(job.submittedAt())).sort(JobSort.SUBMITTED).width(172),
                column("outcome", "admin.job.outcome", JobList::outcome).width(260),
                column("started", "admin.job.started", job -> job.startedAt() == null ? null : new Moment(job.startedAt())).width(172).onDemand(),
                column("ended", "admin.job.ended", job -> job.endedAt() == null ? null : new Moment(job.endedAt())).width(172).onDemand(),
                column("reference", "admin.job.reference", JobRow::reference).width(150).onDemand());
    }

    private static ListColumn<JobRow, JobSort> column(String key, String labelKey, Function<JobRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    private static @Nullable Object progress(JobRow job) {
        return job.total() > 0 ? new Sentences(List.of(Problem.of(null, "jobs.progress", job.done(), job.total())))
                : job.done() > 0 ? new Sentences(List.of(Problem.of(null, "jobs.progress.open", job.done()))) : null;
    }

    private static Sentences outcome(JobRow job) {
        var sentences = new ArrayList<>(job.sentences());
        if (job.reference() != null && sentences.stream().noneMatch(sentence -> sentence.args().contains(job.reference()))) {
            sentences.add(Problem.of(null, "jobs.reference", job.reference()));
        }
        return new Sentences(sentences);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.constants("state", "admin.job.state", JobState.class), ListFilter.choice("kind", "admin.job.what", new Kinds()),
                ListFilter.one("by", "admin.job.by", new PeopleOptions(users)), ListFilter.days("days", "admin.log.days"));
    }

    @Override
    public Class<JobSort> sorts() {
        return JobSort.class;
    }

    @Override
    public Slice.Order<JobSort> standardOrder() {
        return new Slice.Order<>(JobSort.SUBMITTED, true);
    }

    @Override
    public JobFilter filter(ListQuery query) {
        return new JobFilter(query.constants("state", JobState.class), query.strings("kind"), query.ids("by").stream().findFirst().orElse(null),
                query.number("days", 0, ListFilter.MOST_DAYS));
    }

    @Override
    public long id(JobRow row) {
        return row.id();
    }

    @Override
    public List<JobRow> page(JobFilter filter, Slice<JobSort> slice) {
        return jobs.page(filter, slice);
    }

    @Override
    public int estimate(JobFilter filter, int bound) {
        return (int) jobs.count(filter, bound + 1);
    }

    @Override
    public long count(JobFilter filter) {
        return jobs.count(filter, null);
    }

    /** By pages: what has ended is deleted after a month. */
    @Override
    public void stream(JobFilter filter, List<Slice.Order<JobSort>> orders, Consumer<JobRow> consumer) {
        int offset = 0;
        List<JobRow> rows;
        do {
            rows = jobs.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    /** Nobody announces under this name: a job tells of itself many times a second, and the screen follows row by row. */
    @Override
    public String changeKind() {
        return "jobs";
    }

    @Override
    public boolean sees(long id) {
        return jobs.find(id).isPresent();
    }

    private final class Kinds implements ListFilter.Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return kinds.stream().map(kind -> new Option(kind.name(), kind.labelKey())).skip(offset).limit(limit).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return kinds.stream().filter(kind -> kind.name().equals(value)).findFirst().map(Kind::labelKey);
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
