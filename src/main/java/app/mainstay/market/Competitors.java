package app.mainstay.market;

import app.mainstay.base.Changes;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The register of competitors. Everybody but administrators reads it; managers and directors keep it. */
@Service
public class Competitors {

    public static final String CHANGED = "competitor";
    private static final int LONGEST = 120;
    private static final int ALIASES = 1_000;

    private final CompetitorRepository repository;
    private final JdbcClient jdbc;
    private final Validation validation;
    private final Changes changes;
    private final Clock clock;

    Competitors(CompetitorRepository repository, JdbcClient jdbc, Validation validation, Changes changes, Clock clock) {
        this.repository = repository;
        this.jdbc = jdbc;
        this.validation = validation;
        this.changes = changes;
        this.clock = clock;
    }

    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<CompetitorRow> page(CompetitorFilter filter, Slice<CompetitorSort> slice) {
        var where = where(filter);
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        return jdbc.sql("select c.* from market_competitor c" + where.where() + " order by " + (order.isEmpty() ? "" : order + ", ")
                        + "c.id limit :limit offset :offset").params(where.params()).param("limit", slice.limit()).param("offset", slice.offset())
                .query((row, n) -> new CompetitorRow(row.getLong("id"), row.getString("name"), row.getString("aliases").lines().toList(),
                        row.getString("website"), row.getBoolean("active"), Sql.instant(row.getObject("updated_at", LocalDateTime.class)))).list();
    }

    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public long count(CompetitorFilter filter) {
        var where = where(filter);
        return jdbc.sql("select count(*) from market_competitor c" + where.where()).params(where.params()).query(Long.class).single();
    }

    private static Sql where(CompetitorFilter filter) {
        var where = new Sql();
        if (filter.text() != null && !filter.text().isBlank()) {
            String key = Sql.like(Names.key(filter.text()));
            where.and("(exists (select 1 from market_competitor_key k where k.competitor_id = c.id and k.name_key like :text escape '!') "
                    + "or c.name_sort like :start escape '!')").with("text", "%" + key + "%").with("start", key + "%");
        }
        if (filter.active() != null) {
            where.and("c.active = :active", "active", filter.active());
        }
        return where;
    }

    /** @throws NotFoundException when there is none */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public CompetitorDraft get(long id) {
        return repository.findById(id).orElseThrow(NotFoundException::new).draft();
    }

    /** Names by id. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, String> names(Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select id, name from market_competitor where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The competitor of that name or alias, as people would mean it. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Long> find(String name) {
        return jdbc.sql("select competitor_id from market_competitor_key where name_key = ?").param(Names.key(name)).query(Long.class).optional();
    }

    /**
     * Stores a new or changed competitor and returns its id.
     *
     * @throws RefusedException                      with a problem per wrong field; a name or alias that leads to another competitor is named
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(CompetitorDraft draft) {
        String name = Names.clean(draft.name());
        var aliases = draft.aliases().stream().map(Names::blankToNull).filter(Objects::nonNull).filter(alias -> !Names.key(alias).equals(Names.key(name)))
                .distinct().toList();
        var clean = new CompetitorDraft(draft.id(), name, aliases, Names.blankToNull(draft.website()),
                draft.about() == null || draft.about().isBlank() ? null : draft.about().strip(), draft.active(), draft.version());
        var problems = new ArrayList<>(validation.problems(clean));
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(Names.key(name), "name");
        aliases.forEach(alias -> keys.putIfAbsent(Names.key(alias), "aliases"));
        if (aliases.stream().anyMatch(alias -> Names.key(alias).length() > LONGEST) || String.join("\n", aliases).length() > ALIASES) {
            problems.add(Problem.of("aliases", "problem.tooLong", LONGEST));
        }
        if (problems.isEmpty()) {
            taken(keys, clean.id()).forEach((key, holder) -> problems.add(Problem.of(keys.get(key), "market.problem.nameTaken", key, holder)));
        }
        Validation.refuse(problems);
        Competitor competitor;
        if (clean.id() == null) {
            competitor = repository.saveAndFlush(new Competitor(clean, clock.instant()));
        } else {
            competitor = repository.findById(clean.id()).orElseThrow(NotFoundException::new);
            competitor.requireVersion(clean.version());
            competitor.change(clean, clock.instant());
            repository.flush();
        }
        store(keys.keySet(), competitor.id());
        changes.announce(CHANGED, competitor.id());
        return competitor.id();
    }

    private Map<String, String> taken(Map<String, String> keys, @Nullable Long id) {
        return jdbc.sql("""
                        select k.name_key, c.name from market_competitor_key k join market_competitor c on c.id = k.competitor_id
                        where k.name_key in (:keys) and k.competitor_id <> :id""")
                .param("keys", keys.keySet()).param("id", id == null ? 0 : id)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void store(Collection<String> keys, long id) {
        jdbc.sql("delete from market_competitor_key where competitor_id = ?").param(id).update();
        try {
            keys.forEach(key -> jdbc.sql("insert into market_competitor_key (name_key, competitor_id) values (?, ?)").param(key).param(id).update());
        } catch (DuplicateKeyException atTheSameMoment) {
            // Nothing of it may stay, so no refusal that commits.
            throw new app.mainstay.shared.ConflictException();
        }
    }
}
