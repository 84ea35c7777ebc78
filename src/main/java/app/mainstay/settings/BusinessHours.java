package app.mainstay.settings;

import app.mainstay.shared.Cached;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** When units work. A unit without hours of its own has those of the nearest unit above that has some, in the end the company's. */
@Service
public class BusinessHours {

    /** So deep no tree is: what ends the way up in one that has been spoilt. */
    private static final int DEEPEST = 100;

    private record Own(long id, HoursDraft hours) {
    }

    private final HoursRepository repository;
    private final UnitParents parents;
    private final Cached<Map<@Nullable Long, Own>> cache;

    BusinessHours(HoursRepository repository, UnitParents parents, TransactionTemplate transaction) {
        this.repository = repository;
        this.parents = parents;
        cache = new Cached<>(Duration.ofSeconds(10), () -> Objects.requireNonNull(transaction.execute(status -> {
            Map<@Nullable Long, Own> all = new HashMap<>();
            repository.findAll().forEach(hours -> all.put(hours.draft().unitId(), new Own(hours.id(), hours.draft())));
            return all;
        })));
    }

    /**
     * The hours that a unit works by, its own or inherited ones; {@link HoursDraft#unitId} tells whose they are.
     *
     * @param unitId null: the company's
     */
    @PermitAll
    public HoursDraft of(@Nullable Long unitId) {
        var all = cache.get();
        Long unit = unitId;
        for (int depth = 0; unit != null && depth < DEEPEST; depth++) {
            var own = all.get(unit);
            if (own != null) {
                return own.hours();
            }
            unit = parents.parent(unit).orElse(null);
        }
        return Objects.requireNonNull(all.get(null)).hours();
    }

    /** The units with hours of their own, by the id under which those are stored. */
    @PermitAll
    public Map<Long, Long> units() {
        Map<Long, Long> units = new HashMap<>();
        cache.get().forEach((unit, own) -> {
            if (unit != null) {
                units.put(own.id(), unit);
            }
        });
        return units;
    }

    /** As they are stored now, past the cache; empty for a unit that inherits. */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public Optional<HoursDraft> own(@Nullable Long unitId) {
        return find(unitId).map(Hours::draft);
    }

    private Optional<Hours> find(@Nullable Long unitId) {
        return unitId == null ? repository.findById(Hours.COMPANY) : repository.findByUnitId(unitId);
    }

    /**
     * Gives a unit hours of its own or changes them. What is typed is brought into one form; spans that overlap or touch become one.
     *
     * @throws RefusedException  when a day cannot be read, has more than six spans, or there is no such unit
     * @throws ConflictException when somebody saved in between
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void save(HoursDraft draft) {
        List<Problem> problems = new ArrayList<>();
        var texts = new ArrayList<String>();
        draft.days().forEach((day, text) -> {
            var spans = WeekHours.parse(text).orElse(null);
            String field = day.name().toLowerCase(Locale.ROOT);
            if (spans == null) {
                problems.add(Problem.of(field, "problem.hours"));
            } else if (spans.size() > WeekHours.MOST_SPANS) {
                problems.add(Problem.of(field, "problem.hoursTooMany", WeekHours.MOST_SPANS));
            } else {
                texts.add(WeekHours.text(spans));
            }
        });
        Validation.refuse(problems);
        var clean = new HoursDraft(draft.unitId(), texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4), texts.get(5), texts.get(6),
                draft.onHolidays(), draft.version());
        cache.changed();
        var stored = find(draft.unitId()).orElse(null);
        if (stored == null) {
            insert(clean);
        } else {
            stored.requireVersion(clean.version());
            stored.change(clean);
            repository.flush();
        }
    }

    private void insert(HoursDraft draft) {
        // A version was read, so somebody has taken the hours away since.
        if (draft.version() != HoursDraft.NEW) {
            throw new ConflictException();
        }
        try {
            repository.saveAndFlush(new Hours(draft));
        } catch (DataIntegrityViolationException e) {
            throw find(draft.unitId()).isPresent() ? new ConflictException() : new RefusedException(Problem.of("unitId", "problem.notFound"));
        }
    }

    /**
     * Takes a unit's own hours away, so that it inherits.
     *
     * @throws NotFoundException when it has none
     * @throws ConflictException when somebody saved in between
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void remove(long unitId, int version) {
        var hours = repository.findByUnitId(unitId).orElseThrow(NotFoundException::new);
        hours.requireVersion(version);
        repository.delete(hours);
        repository.flush();
        cache.changed();
    }
}
