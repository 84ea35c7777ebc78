package app.mainstay.settings;

import app.mainstay.shared.Cached;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Code lists, read from memory: a grid labels every row with them. */
@Service
public class CodeLists {

    private final CodeRepository repository;
    private final Cached<List<CodeEntry>> cache;

    CodeLists(CodeRepository repository, TransactionTemplate transaction) {
        this.repository = repository;
        cache = new Cached<>(Duration.ofSeconds(10), () -> transaction.execute(status -> repository.findAll().stream().map(Code::entry)
                .sorted(Comparator.comparing(CodeEntry::list).thenComparing(CodeEntry::position).thenComparing(CodeEntry::code)).toList()));
    }

    /** All entries of a list in its order, retired ones too. */
    @PermitAll
    public List<CodeEntry> entries(CodeList list) {
        return cache.get().stream().filter(entry -> entry.list() == list).toList();
    }

    @PermitAll
    public Optional<CodeEntry> find(CodeList list, String code) {
        return entries(list).stream().filter(entry -> entry.code().equals(code)).findFirst();
    }

    /** The label in a language; the code itself where the list does not know it, and "" for none. */
    @PermitAll
    public String label(CodeList list, @Nullable String code, Locale locale) {
        return code == null ? "" : find(list, code).map(entry -> entry.label(locale)).orElse(code);
    }

    /** Entries of a list, by place unless the slice says otherwise. Sorted in memory, where the lists are anyhow. */
    @RolesAllowed("ADMINISTRATOR")
    public List<CodeEntry> page(CodeFilter filter, Slice<CodeSort> slice) {
        Comparator<CodeEntry> order = Comparator.comparing(entry -> 0);
        for (var asked : slice.orders()) {
            order = order.thenComparing(asked.descending() ? comparator(asked.by()).reversed() : comparator(asked.by()));
        }
        return matching(filter).sorted(order.thenComparing(comparator(CodeSort.POSITION)).thenComparing(CodeEntry::code)).skip(slice.offset())
                .limit(slice.limit()).toList();
    }

    @RolesAllowed("ADMINISTRATOR")
    public long count(CodeFilter filter) {
        return matching(filter).count();
    }

    private Stream<CodeEntry> matching(CodeFilter filter) {
        String key = filter.text() == null ? "" : Names.key(filter.text());
        return entries(filter.list()).stream().filter(entry -> filter.active() == null || filter.active() == entry.active())
                .filter(entry -> Stream.of(entry.code(), entry.labelEn(), entry.labelZh()).anyMatch(text -> Names.key(text).contains(key)));
    }

    private static Comparator<CodeEntry> comparator(CodeSort sort) {
        return switch (sort) {
            case POSITION -> Comparator.comparing(CodeEntry::position);
            case LABEL_EN -> Comparator.comparing(entry -> Names.key(entry.labelEn()));
            case LABEL_ZH -> Comparator.comparing(entry -> Names.sortKey(entry.labelZh(), 200));
            case CODE -> Comparator.comparing(entry -> Names.key(entry.code()));
            case STATE -> Comparator.comparing(entry -> !entry.active());
        };
    }

    /** @throws NotFoundException when there is none */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public CodeEntry get(long id) {
        return repository.findById(id).orElseThrow(NotFoundException::new).entry();
    }

    /**
     * Stores a new or changed entry and returns its id. A new one comes last in its list; a changed one keeps its code and its place.
     *
     * @throws RefusedException                      when a label is missing or the code is taken or malformed
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public long save(CodeEntry entry) {
        var clean = new CodeEntry(entry.id(), entry.list(), Names.clean(entry.code()), Names.clean(entry.labelEn()),
                Names.clean(entry.labelZh()), entry.position(), entry.active(), entry.competitor() && entry.list() == CodeList.LOSS_REASON, entry.version());
        List<Problem> problems = new ArrayList<>();
        if (clean.labelEn().isEmpty()) {
            problems.add(Problem.of("labelEn", "problem.required"));
        }
        if (clean.labelZh().isEmpty()) {
            problems.add(Problem.of("labelZh", "problem.required"));
        }
        if (clean.labelEn().length() > 100) {
            problems.add(Problem.of("labelEn", "problem.tooLong", 100));
        }
        if (clean.labelZh().length() > 100) {
            problems.add(Problem.of("labelZh", "problem.tooLong", 100));
        }
        var stored = repository.findByListOrderByPositionAscCodeAsc(clean.list());
        if (clean.id() == null) {
            if (!clean.code().matches("[A-Za-z0-9][A-Za-z0-9_-]{0,39}")) {
                problems.add(Problem.of("code", "problem.code"));
            } else if (stored.stream().anyMatch(code -> code.entry().code().equalsIgnoreCase(clean.code()))) {
                // "hk" beside "HK" would be two things to the database and one to everybody else.
                problems.add(Problem.of("code", "problem.taken"));
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        cache.changed();
        if (clean.id() == null) {
            int last = stored.stream().mapToInt(Code::position).max().orElse(0);
            return repository.saveAndFlush(new Code(clean, last + 1)).id();
        }
        var code = stored.stream().filter(candidate -> clean.id().equals(candidate.id())).findFirst().orElseThrow(NotFoundException::new);
        code.requireVersion(clean.version());
        code.change(clean);
        repository.flush();
        return code.id();
    }

    /**
     * Moves an entry one place up or down in its list; at the end of the list nothing happens.
     *
     * @throws NotFoundException when there is none
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void move(long id, boolean up) {
        var moved = repository.findById(id).orElseThrow(NotFoundException::new);
        var order = new ArrayList<>(repository.findByListOrderByPositionAscCodeAsc(moved.list()));
        int from = order.indexOf(moved);
        int to = up ? from - 1 : from + 1;
        if (to < 0 || to >= order.size()) {
            return;
        }
        Collections.swap(order, from, to);
        // All of them, because places may be missing or taken twice; only those that differ are written.
        for (int i = 0; i < order.size(); i++) {
            order.get(i).moveTo(i + 1);
        }
        repository.flush();
        cache.changed();
    }
}
