package app.mainstay.settings;

import app.mainstay.shared.Cached;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /**
     * Stores a new or changed entry.
     *
     * @throws RefusedException when a label is missing or the code is taken or malformed
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void save(CodeEntry entry) {
        var clean = new CodeEntry(entry.id(), entry.list(), Names.clean(entry.code()), Names.clean(entry.labelEn()),
                Names.clean(entry.labelZh()), entry.position(), entry.active(), entry.version());
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
        if (!clean.code().matches("[A-Za-z0-9][A-Za-z0-9_-]{0,39}")) {
            problems.add(Problem.of("code", "problem.code"));
        } else if (clean.id() == null && find(clean.list(), clean.code()).isPresent()) {
            problems.add(Problem.of("code", "problem.taken"));
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        if (clean.id() == null) {
            repository.save(new Code(clean));
        } else {
            var stored = repository.findById(clean.id()).orElseThrow(NotFoundException::new);
            stored.requireVersion(clean.version());
            stored.change(clean);
        }
        cache.changed();
    }
}
