package app.mainstay.settings;

import app.mainstay.shared.Cached;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Statutory holidays and make-up workdays, the same for the whole company. Announced anew for each year, hence data: a year that has none
 * yet is told, never guessed.
 */
@Service
public class Holidays {

    static final int FIRST_YEAR = 2000;
    static final int LAST_YEAR = 2100;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_SOURCE = 200;

    private final StoredDayRepository repository;
    private final HolidaySource source;
    private final SettingsService settings;
    private final Cached<NavigableMap<LocalDate, CalendarDay>> cache;

    Holidays(StoredDayRepository repository, HolidaySource source, SettingsService settings,
             org.springframework.transaction.support.TransactionTemplate transaction) {
        this.repository = repository;
        this.source = source;
        this.settings = settings;
        cache = new Cached<>(Duration.ofSeconds(10), () -> Objects.requireNonNull(transaction.execute(status -> repository.findAll().stream()
                .map(StoredDay::draft).collect(Collectors.toMap(day -> Objects.requireNonNull(day.day()), day -> day, (a, b) -> a, TreeMap::new)))));
    }

    NavigableMap<LocalDate, CalendarDay> byDay() {
        return cache.get();
    }

    /** Every day of every year, in their order. */
    @PermitAll
    public List<CalendarDay> all() {
        return List.copyOf(cache.get().values());
    }

    /** The days of a year in their order. */
    @PermitAll
    public List<CalendarDay> days(int year) {
        return days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    /** The days of a span in their order, both ends included. */
    @PermitAll
    public List<CalendarDay> days(LocalDate first, LocalDate last) {
        return first.isAfter(last) ? List.of() : List.copyOf(cache.get().subMap(first, true, last, true).values());
    }

    /** Empty for a day that is what its weekday is. */
    @PermitAll
    public Optional<CalendarDay> find(LocalDate day) {
        return Optional.ofNullable(cache.get().get(day));
    }

    /** Whether the year's announced days are here; days entered by hand alone do not make it so. */
    @PermitAll
    public boolean isLoaded(int year) {
        return days(year).stream().anyMatch(day -> day.source() != null);
    }

    /** Of this year and the next, in the business zone, those whose days nobody has loaded. */
    @PermitAll
    public List<Integer> missingYears() {
        int year = settings.today().getYear();
        return IntStream.of(year, year + 1).filter(candidate -> !isLoaded(candidate)).boxed().toList();
    }

    /** Whether {@link #load} knows the year. */
    @PermitAll
    public boolean isKnown(int year) {
        return !source.days(year).isEmpty();
    }

    /** @throws NotFoundException when there is none */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public CalendarDay get(long id) {
        return repository.findById(id).orElseThrow(NotFoundException::new).draft();
    }

    /**
     * Sets a year to what the product knows of it and returns how many days it has then. Days entered by hand stay as they are.
     *
     * @throws RefusedException when the product does not know the year
     */
    @RolesAllowed({"ADMINISTRATOR", "SYSTEM"})
    @Transactional
    public int load(int year) {
        List<CalendarDay> announced = source.days(year);
        if (announced.isEmpty()) {
            throw new RefusedException(Problem.of(null, "problem.yearUnknown", String.valueOf(year)));
        }
        Map<LocalDate, StoredDay> stored = new HashMap<>();
        repository.findByDayBetween(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)).forEach(day -> stored.put(day.day(), day));
        for (var day : announced) {
            var before = stored.remove(day.day());
            if (before == null) {
                repository.save(new StoredDay(day));
            } else if (!before.isByHand()) {
                before.change(day);
            }
        }
        stored.values().stream().filter(day -> !day.isByHand()).forEach(repository::delete);
        repository.flush();
        cache.changed();
        return days(year).size();
    }

    /**
     * Stores a new or changed day and returns its id. A missing English name is that of the statutory holiday, or the Chinese one.
     *
     * @throws RefusedException  when the date is missing, outside of the years 2000 to 2100 or listed already, the kind or the name is missing
     *                           or something is too long
     * @throws ConflictException when somebody saved in between
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(CalendarDay draft) {
        var clean = clean(draft);
        Validation.refuse(problems(clean));
        cache.changed();
        if (clean.id() == null) {
            return repository.saveAndFlush(new StoredDay(clean)).id();
        }
        var day = repository.findById(clean.id()).orElseThrow(NotFoundException::new);
        day.requireVersion(clean.version());
        day.change(clean);
        repository.flush();
        return day.id();
    }

    private static CalendarDay clean(CalendarDay draft) {
        String chinese = HolidayNames.chinese(Objects.requireNonNullElse(draft.nameZh(), ""));
        String english = Names.clean(Objects.requireNonNullElse(draft.nameEn(), ""));
        if (chinese.isEmpty()) {
            chinese = english;
        }
        return new CalendarDay(draft.id(), draft.day(), draft.kind(), english.isEmpty() ? HolidayNames.english(chinese) : english, chinese,
                Names.blankToNull(draft.source()), draft.version());
    }

    private List<Problem> problems(CalendarDay draft) {
        List<Problem> problems = new ArrayList<>();
        LocalDate date = draft.day();
        if (date == null) {
            problems.add(Problem.of("day", "problem.required"));
        } else if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            problems.add(Problem.of("day", "problem.calendarYear", String.valueOf(FIRST_YEAR), String.valueOf(LAST_YEAR)));
        } else if (repository.findByDay(date).filter(other -> !Long.valueOf(other.id()).equals(draft.id())).isPresent()) {
            problems.add(Problem.of("day", "problem.dayListed"));
        }
        if (draft.kind() == null) {
            problems.add(Problem.of("kind", "problem.required"));
        }
        if (draft.nameZh().isEmpty()) {
            problems.add(Problem.of("nameZh", "problem.required"));
        }
        tooLong("nameZh", draft.nameZh(), LONGEST_NAME, problems);
        tooLong("nameEn", draft.nameEn(), LONGEST_NAME, problems);
        tooLong("source", draft.source(), LONGEST_SOURCE, problems);
        return problems;
    }

    private static void tooLong(String field, @Nullable String text, int longest, List<Problem> problems) {
        if (text != null && text.length() > longest) {
            problems.add(Problem.of(field, "problem.tooLong", longest));
        }
    }

    /**
     * Makes the day what its weekday is.
     *
     * @throws NotFoundException when there is none
     * @throws ConflictException when somebody saved in between
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void remove(long id, int version) {
        var day = repository.findById(id).orElseThrow(NotFoundException::new);
        day.requireVersion(version);
        repository.delete(day);
        repository.flush();
        cache.changed();
    }
}
