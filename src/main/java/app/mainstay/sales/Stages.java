package app.mainstay.sales;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.Cached;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    private static final int LONGEST_CODE = 36;
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
        return jdbc.sql("select * from sales_stage order by case outcome when 'OPEN' then 0 else 1 end, position, id").query((row, n) -> new StageRow(row.getLong("id"), row.getString("code"),
                row.getString("label_en"), row.getString("label_zh"), row.getInt("position"), ForecastCategory.valueOf(row.getString("category")),
                Outcome.valueOf(row.getString("outcome")), row.getInt("probability"), row.getObject("norm_days", Integer.class),
                row.getBoolean("starts_cycle"), demands(row.getString("demands")), row.getBoolean("active"), row.getInt("version"))).list();
    }

    private static Set<Demand> demands(String text) {
        return text.isEmpty() ? Set.of() : Arrays.stream(text.split(",")).map(Demand::valueOf).collect(Collectors.toCollection(() -> EnumSet.noneOf(Demand.class)));
    }

    /**
     * Stores a new or changed stage and returns its id. New ones are open and stand last among the open ones; the three that close a deal keep their
     * outcome, probability and use, since there is exactly one of each. Neither place nor code is asked: see {@link #move}.
     *
     * @throws RefusedException with a problem per wrong field
     * @throws NotFoundException                    when there is none of that id
     * @throws ConflictException                    when somebody saved in between
     */
    @RolesAllowed(Role.IS_DIRECTOR)
    @Transactional
    public long save(StageRow draft) {
        hold();
        @Nullable StageRow stored = draft.id() == null ? null : stored(draft.id());
        var clean = settle(draft, stored);
        if (stored == null) {
            return create(clean);
        }
        if (stored.version() != draft.version()) {
            throw new ConflictException();
        }
        if (clean.equals(stored)) {
            return Objects.requireNonNull(stored.id());
        }
        jdbc.sql("""
                        update sales_stage set label_en = ?, label_zh = ?, category = ?, probability = ?, norm_days = ?, starts_cycle = ?, demands = ?, active = ?,
                        version = version + 1 where id = ?""")
                .param(clean.labelEn()).param(clean.labelZh()).param(clean.category().name()).param(clean.probability()).param(clean.normDays())
                .param(clean.startsCycle()).param(text(clean.demands())).param(clean.active()).param(clean.id()).update();
        changed(AuditAct.CHANGED, List.of(Objects.requireNonNull(clean.id())));
        return Objects.requireNonNull(clean.id());
    }

    private StageRow settle(StageRow draft, @Nullable StageRow stored) {
        List<Problem> problems = new ArrayList<>();
        String english = Names.clean(draft.labelEn());
        String chinese = Names.clean(draft.labelZh());
        label(problems, "labelEn", english);
        label(problems, "labelZh", chinese);
        var others = read().stream().filter(other -> !Objects.equals(other.id(), draft.id())).toList();
        if (others.stream().anyMatch(other -> Names.key(other.labelEn()).equals(Names.key(english)))) {
            problems.add(Problem.of("labelEn", "problem.taken"));
        }
        if (others.stream().anyMatch(other -> Names.key(other.labelZh()).equals(Names.key(chinese)))) {
            problems.add(Problem.of("labelZh", "problem.taken"));
        }
        if (stored != null && !stored.isOpen()) {
            Validation.refuse(problems);
            return new StageRow(stored.id(), stored.code(), english, chinese, stored.position(), stored.category(), stored.outcome(), stored.probability(), null,
                    false, draft.demands(), true, stored.version());
        }
        if (draft.category() == ForecastCategory.CLOSED) {
            problems.add(Problem.of("category", "sales.problem.closedCategory"));
        }
        if (draft.probability() < 0 || draft.probability() > 100) {
            problems.add(Problem.of("probability", "sales.problem.percent"));
        }
        if (draft.normDays() != null && (draft.normDays() < 1 || draft.normDays() > MOST_DAYS)) {
            problems.add(Problem.of("normDays", "sales.problem.days", MOST_DAYS));
        }
        if (stored != null && !draft.active() && stored.active() && isLastOpen(stored)) {
            problems.add(Problem.of("active", "sales.problem.lastStage"));
        }
        Validation.refuse(problems);
        return new StageRow(draft.id(), stored == null ? code(english, others) : stored.code(), english, chinese, stored == null ? 0 : stored.position(),
                draft.category(), Outcome.OPEN, draft.probability(), draft.normDays(), draft.startsCycle(), draft.demands(), stored == null || draft.active(),
                stored == null ? 0 : stored.version());
    }

    private long create(StageRow stage) {
        long id = Ids.next();
        jdbc.sql("""
                        insert into sales_stage (id, version, code, label_en, label_zh, position, category, outcome, probability, norm_days, starts_cycle, demands,
                        active) values (?, 0, ?, ?, ?, 0, ?, 'OPEN', ?, ?, ?, ?, true)""")
                .param(id).param(stage.code()).param(stage.labelEn()).param(stage.labelZh()).param(stage.category().name()).param(stage.probability())
                .param(stage.normDays()).param(stage.startsCycle()).param(text(stage.demands())).update();
        var order = ordered();
        order.removeIf(each -> each.equals(id));
        order.add((int) read().stream().filter(other -> other.isOpen() && !Objects.equals(other.id(), id)).count(), id);
        long revision = history(AuditAct.ADDED, List.of(id));
        place(order, id, revision);
        cache.changed();
        return id;
    }

    /**
     * Moves an open stage one place up or down among the open ones; at the end nothing happens.
     *
     * @throws NotFoundException when there is none
     */
    @RolesAllowed(Role.IS_DIRECTOR)
    @Transactional
    public void move(long id, boolean up) {
        hold();
        var stages = read();
        int from = stages.indexOf(stored(id));
        int to = up ? from - 1 : from + 1;
        if (to < 0 || to >= stages.size() || !stages.get(from).isOpen() || !stages.get(to).isOpen()) {
            return;
        }
        var order = ordered();
        Collections.swap(order, from, to);
        place(order, null, null);
        cache.changed();
    }

    /**
     * Removes a stage in which no deal ever was; any other one goes out of use by {@link #save}.
     *
     * @throws RefusedException when it was used, closes deals, or is the last one in use
     * @throws NotFoundException                    when there is none
     */
    @RolesAllowed(Role.IS_DIRECTOR)
    @Transactional(noRollbackFor = RefusedException.class)
    public void delete(long id) {
        hold();
        var stage = stored(id);
        if (!stage.isOpen()) {
            Validation.refuse(List.of(Problem.of(null, "sales.problem.closingStage")));
        }
        if (stage.active() && isLastOpen(stage)) {
            Validation.refuse(List.of(Problem.of(null, "sales.problem.lastStage")));
        }
        if (isUsed(stage)) {
            Validation.refuse(List.of(Problem.of(null, "sales.problem.usedStage")));
        }
        long revision = revisions.open(currentUser.currentActor().orElse(null), "stage", null);
        jdbc.sql("update sales_stage_aud set revend = ? where id = ? and revend is null").param(revision).param(id).update();
        jdbc.sql("insert into sales_stage_aud (id, rev, revtype) values (?, ?, 2)").param(id).param(revision).update();
        revisions.holds(revision, "sales_stage", AuditAct.DELETED, List.of(id));
        jdbc.sql("delete from sales_stage where id = ?").param(id).update();
        cache.changed();
    }

    /** Whether a deal is or was in it. */
    @RolesAllowed(Role.IS_DIRECTOR)
    @Transactional(readOnly = true)
    public boolean isUsed(long id) {
        return isUsed(stored(id));
    }

    private boolean isUsed(StageRow stage) {
        return jdbc.sql("select 1 from sales_opportunity where stage_id = ? limit 1").param(stage.id()).query(Integer.class).optional().isPresent()
                || jdbc.sql("select 1 from sales_change where kind = 'STAGE' and (to_value = :code or from_value = :code) limit 1").param("code", stage.code())
                .query(Integer.class).optional().isPresent();
    }

    private boolean isLastOpen(StageRow stage) {
        return read().stream().noneMatch(other -> other.isOpen() && other.active() && !Objects.equals(other.id(), stage.id()));
    }

    /** Whoever changes stages comes one after the other: what is last or next is read before it is written. */
    private void hold() {
        jdbc.sql("select id from sales_stage order by id for update").query(Long.class).list();
    }

    /** As it is stored, past the cache. */
    private StageRow stored(long id) {
        return read().stream().filter(stage -> Objects.equals(stage.id(), id)).findFirst().orElseThrow(NotFoundException::new);
    }

    private ArrayList<Long> ordered() {
        return read().stream().map(stage -> Objects.requireNonNull(stage.id())).collect(Collectors.toCollection(ArrayList::new));
    }

    /** What an address and the history call it: of its English name, and never changed. */
    private static String code(String english, List<StageRow> others) {
        String plain = Names.key(english).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String start = plain.isEmpty() ? "stage" : plain.substring(0, Math.min(LONGEST_CODE, plain.length()));
        String code = start;
        for (int number = 2; isTaken(code, others); number++) {
            code = start + "-" + number;
        }
        return code;
    }

    private static boolean isTaken(String code, List<StageRow> others) {
        return others.stream().anyMatch(other -> other.code().equals(code));
    }

    private static String text(Set<Demand> demands) {
        return demands.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }

    /** Numbers the places; only those that differ are written. @param added its history is written already, in that revision */
    private void place(List<Long> order, @Nullable Long added, @Nullable Long revision) {
        List<Long> moved = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            long id = order.get(i);
            if (jdbc.sql("update sales_stage set position = ? where id = ? and position <> ?").param(i + 1).param(id).param(i + 1).update() > 0) {
                if (Objects.equals(id, added)) {
                    jdbc.sql("update sales_stage_aud set position = ? where id = ? and rev = ?").param(i + 1).param(id).param(revision).update();
                } else {
                    moved.add(id);
                }
            }
        }
        if (!moved.isEmpty()) {
            history(AuditAct.CHANGED, moved);
        }
    }

    private void changed(AuditAct act, List<Long> ids) {
        history(act, ids);
        cache.changed();
    }

    private long history(AuditAct act, List<Long> ids) {
        long revision = revisions.open(currentUser.currentActor().orElse(null), "stage", null);
        jdbc.sql("update sales_stage_aud set revend = :revision where id in (:ids) and revend is null").param("revision", revision).param("ids", ids).update();
        jdbc.sql("""
                insert into sales_stage_aud (id, rev, revtype, code, label_en, label_zh, position, category, outcome, probability, norm_days, starts_cycle,
                demands, active) select id, :revision, :act, code, label_en, label_zh, position, category, outcome, probability, norm_days, starts_cycle, demands,
                active from sales_stage where id in (:ids)""").param("revision", revision).param("act", act == AuditAct.ADDED ? 0 : 1).param("ids", ids).update();
        revisions.holds(revision, "sales_stage", act, ids);
        return revision;
    }

    private static void label(List<Problem> problems, String field, String text) {
        if (text.isEmpty()) {
            problems.add(Problem.of(field, "problem.required"));
        } else if (text.length() > LONGEST_LABEL) {
            problems.add(Problem.of(field, "problem.tooLong", LONGEST_LABEL));
        }
    }
}
