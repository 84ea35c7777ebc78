package app.mainstay.security;

import app.mainstay.shared.Cached;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The organisation tree, read whole and kept in memory: every list query asks it for the units below the viewer's. */
@Service
public class UnitService {

    /** @param depth 0 for a root */
    public record UnitRow(long id, String name, @Nullable Long parentId, int depth, int version) {
    }

    private final OrgUnitRepository repository;
    private final JdbcClient jdbc;
    private final Cached<List<UnitRow>> cache;

    UnitService(OrgUnitRepository repository, JdbcClient jdbc) {
        this.repository = repository;
        this.jdbc = jdbc;
        cache = new Cached<>(Duration.ofSeconds(10), this::read);
    }

    private List<UnitRow> read() {
        return inTreeOrder(jdbc.sql("select id, name, parent_id, version from security_unit order by name_key")
                .query((row, n) -> new UnitRow(row.getLong("id"), row.getString("name"), row.getObject("parent_id", Long.class), 0,
                        row.getInt("version"))).list());
    }

    /**
     * The tree as it stands now, held against other changes until the transaction ends. From the cache, two administrators who hang two units
     * below each other would both be right, and both units gone from the tree.
     */
    private List<UnitRow> lock() {
        jdbc.sql("select id from security_unit where parent_id is null for update").query(Long.class).list();
        return read();
    }

    /** All units, parents before children, siblings by name. */
    @SignedIn
    public List<UnitRow> all() {
        return cache.get();
    }

    @SignedIn
    public Optional<UnitRow> find(long id) {
        return cache.get().stream().filter(unit -> unit.id() == id).findFirst();
    }

    /**
     * As it is stored now, past the cache.
     *
     * @throws NotFoundException when there is none
     */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public UnitDraft get(long id) {
        return repository.findById(id).orElseThrow(NotFoundException::new).draft();
    }

    /** The unit and everything below it, the unit first. */
    @SignedIn
    public SequencedSet<Long> subtree(long rootId) {
        return subtree(cache.get(), rootId);
    }

    private static SequencedSet<Long> subtree(List<UnitRow> units, long rootId) {
        var result = new LinkedHashSet<Long>();
        for (var unit : units) {
            if (unit.id() == rootId || unit.parentId() != null && result.contains(unit.parentId())) {
                result.add(unit.id());
            }
        }
        return result;
    }

    /**
     * Stores a new or changed unit and returns its id.
     *
     * @throws RefusedException                      when the name is missing or taken among its siblings, the parent is missing, or the
     *                                               unit would come to lie below itself
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_ADMINISTRATOR, Role.IS_SYSTEM})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(UnitDraft draft) {
        String name = Names.clean(draft.name());
        if (name.isEmpty()) {
            throw new RefusedException(Problem.of("name", "problem.required"));
        }
        // The key may be longer: one sign of a combined width becomes several letters.
        if (name.length() > 120 || Names.key(name).length() > 120) {
            throw new RefusedException(Problem.of("name", "problem.tooLong", 120));
        }
        List<UnitRow> units = lock();
        if (draft.parentId() == null && units.stream().anyMatch(unit -> unit.parentId() == null && !Objects.equals(unit.id(), draft.id()))) {
            throw new RefusedException(Problem.of("parentId", "problem.required"));
        }
        if (draft.parentId() != null && units.stream().noneMatch(unit -> draft.parentId().equals(unit.id()))) {
            throw new RefusedException(Problem.of("parentId", "problem.notFound"));
        }
        if (draft.id() != null && draft.parentId() != null && subtree(units, draft.id()).contains(draft.parentId())) {
            throw new RefusedException(Problem.of("parentId", "problem.unitBelowItself"));
        }
        if (units.stream().anyMatch(unit -> !Objects.equals(unit.id(), draft.id()) && Objects.equals(unit.parentId(), draft.parentId())
                && Names.key(unit.name()).equals(Names.key(name)))) {
            throw new RefusedException(Problem.of("name", "problem.taken"));
        }
        OrgUnit unit;
        if (draft.id() == null) {
            unit = repository.saveAndFlush(new OrgUnit(name, draft.parentId()));
        } else {
            unit = repository.findById(draft.id()).orElseThrow(NotFoundException::new);
            unit.requireVersion(draft.version());
            unit.change(name, draft.parentId());
            repository.flush();
        }
        cache.changed();
        return unit.id();
    }

    private static List<UnitRow> inTreeOrder(List<UnitRow> units) {
        Map<Long, List<UnitRow>> children = new HashMap<>();
        List<UnitRow> result = new ArrayList<>();
        units.stream().filter(unit -> unit.parentId() != null)
                .forEach(unit -> children.computeIfAbsent(unit.parentId(), id -> new ArrayList<>()).add(unit));
        units.stream().filter(unit -> unit.parentId() == null).forEach(root -> append(root, 0, children, result));
        return List.copyOf(result);
    }

    private static void append(UnitRow unit, int depth, Map<Long, List<UnitRow>> children, List<UnitRow> result) {
        result.add(new UnitRow(unit.id(), unit.name(), unit.parentId(), depth, unit.version()));
        children.getOrDefault(unit.id(), List.of()).forEach(child -> append(child, depth + 1, children, result));
    }
}
