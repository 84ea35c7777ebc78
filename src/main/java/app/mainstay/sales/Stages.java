package app.mainstay.sales;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.Cached;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The way of a deal, kept by directors. A few rows that every screen asks for, so they are remembered. */
@Service
public class Stages {

    private static final int LONGEST_LABEL = 80;
    private static final int MOST_DAYS = 3_650;

    private final JdbcClient jdbc;
    private final Revisions revisions;
    private final CurrentUser currentUser;
    private final Cached<List<StageRow>> cache;

    Stages(JdbcClient jdbc, Revisions revisions, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.revisions = revisions;
        this.currentUser = currentUser;
        cache = new Cached<>(Duration.ofSeconds(10), this::read);
    }

    /** In their order, those out of use included. */
    @SignedIn
    public List<StageRow> all() {
        return cache.get();
    }

    /** Those that a deal may be put into. */
    @SignedIn
    public List<StageRow> active() {
        return cache.get().stream().filter(StageRow::active).toList();
    }

    @SignedIn
    public Optional<StageRow> find(long id) {
        return cache.get().stream().filter(stage -> Objects.equals(stage.id(), id)).findFirst();
    }

    /** @throws NotFoundException when there is none */
    @SignedIn
    public StageRow get(long id) {
        return find(id).orElseThrow(NotFoundException::new);
    }

    private List<StageRow> read() {
        return jdbc.sql("select * from sales_stage order by position, id").query((row, n) -> new StageRow(row.getLong("id"), row.getString("code"),
                row.getString("label_en"), row.getString("label_zh"), row.getInt("position"), ForecastCategory.valueOf(row.getString("category")),
                Outcome.valueOf(row.getString("outcome")), row.getInt("probability"), row.getObject("norm_days", Integer.class),
                row.getBoolean("starts_cycle"), demands(row.getString("demands")), row.getBoolean("active"), row.getInt("version"))).list();
    }

    private static Set<Demand> demands(String text) {
        return text.isEmpty() ? Set.of() : Arrays.stream(text.split(",")).map(Demand::valueOf).collect(Collectors.toCollection(() -> EnumSet.noneOf(Demand.class)));
    }

    /**
     * Changes a stage's names, probability, norm and demands; its outcome stays, since deals lie in it.
     *
     * @throws app.mainstay.shared.RefusedException with a problem per wrong field
     * @throws ConflictException                    when somebody saved in between
     */
    @RolesAllowed(Role.IS_DIRECTOR)
    @Transactional
    public void save(StageRow draft) {
        var stored = get(Objects.requireNonNull(draft.id()));
        List<Problem> problems = new ArrayList<>();
        label(problems, "labelEn", draft.labelEn());
        label(problems, "labelZh", draft.labelZh());
        if (draft.probability() < 0 || draft.probability() > 100) {
            problems.add(Problem.of("probability", "sales.problem.percent"));
        }
        if (draft.normDays() != null && (draft.normDays() < 1 || draft.normDays() > MOST_DAYS)) {
            problems.add(Problem.of("normDays", "sales.problem.days", MOST_DAYS));
        }
        // Deals that are open must have somewhere to be, and somewhere to end.
        if (!draft.active() && stored.active() && active().stream().filter(stage -> stage.outcome() == stored.outcome()).count() < 2) {
            problems.add(Problem.of("active", "sales.problem.lastStage"));
        }
        Validation.refuse(problems);
        String category = stored.isOpen() && draft.category() != ForecastCategory.CLOSED ? draft.category().name() : stored.category().name();
        int written = jdbc.sql("""
                        update sales_stage set label_en = ?, label_zh = ?, category = ?, probability = ?, norm_days = ?, starts_cycle = ?, demands = ?, active = ?,
                        version = version + 1 where id = ? and version = ?""")
                .param(Names.clean(draft.labelEn())).param(Names.clean(draft.labelZh())).param(category).param(draft.probability()).param(draft.normDays())
                .param(draft.startsCycle()).param(draft.demands().stream().sorted().map(Enum::name).collect(Collectors.joining(","))).param(draft.active())
                .param(draft.id()).param(draft.version()).update();
        if (written == 0) {
            throw new ConflictException();
        }
        history(draft.id());
        cache.changed();
    }

    private void history(long id) {
        long revision = revisions.open(currentUser.currentActor().orElse(null), "stage", null);
        jdbc.sql("update sales_stage_aud set revend = ? where id = ? and revend is null").param(revision).param(id).update();
        jdbc.sql("""
                insert into sales_stage_aud (id, rev, revtype, code, label_en, label_zh, position, category, outcome, probability, norm_days, starts_cycle,
                demands, active) select id, ?, 1, code, label_en, label_zh, position, category, outcome, probability, norm_days, starts_cycle, demands, active
                from sales_stage where id = ?""").param(revision).param(id).update();
        revisions.holds(revision, "sales_stage", AuditAct.CHANGED, 1);
    }

    private static void label(List<Problem> problems, String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            problems.add(Problem.of(field, "problem.required"));
        } else if (text.length() > LONGEST_LABEL) {
            problems.add(Problem.of(field, "problem.tooLong", LONGEST_LABEL));
        }
    }
}
