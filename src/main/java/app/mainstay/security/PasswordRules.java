package app.mainstay.security;

import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a password must be, after OWASP ASVS 5 (6.2): long enough, any signs, none of those that are tried first, and not built from what
 * everybody knows about its owner and this place. No rule asks for digits or capitals: they lead to "Password1!".
 */
@Component
class PasswordRules {

    static final int SHORTEST = 8;
    /** Sixty-four are to be allowed; a sentence may be longer. */
    static final int LONGEST = 128;
    /** Without the known words so much of a password's letters must be left. */
    private static final int LEFT = 6;
    private static final int SHORTEST_WORD = 3;
    private static final String PRODUCT = "mainstay";

    record Owner(String username, String displayName, @Nullable String email) {
    }

    private final UnitService units;
    private final Set<String> refused = new HashSet<>();

    PasswordRules(UnitService units) {
        this.units = units;
        // Where they come from stands beside them in common.LICENSE.txt; the second list is our own: Chinese habits and this trade's words.
        Stream.of("common", "more").forEach(name -> read("/passwords/" + name + ".txt", refused));
    }

    private static void read(String resource, Set<String> into) {
        try (var reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PasswordRules.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.isEmpty()).forEach(into::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws RefusedException with the field "next" */
    void check(Owner owner, String password) {
        // One sign of a person's counts once, also where Java needs two characters for it.
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            throw new RefusedException(Problem.of("next", "problem.passwordShort", SHORTEST));
        }
        if (length > LONGEST) {
            throw new RefusedException(Problem.of("next", "problem.tooLong", LONGEST));
        }
        String key = Names.key(password);
        if (refused.contains(key) || isMonotonous(key)) {
            throw new RefusedException(Problem.of("next", "problem.passwordCommon"));
        }
        if (isBuiltOf(words(owner), key)) {
            throw new RefusedException(Problem.of("next", "problem.passwordContext"));
        }
    }

    /** One sign all over, or a row of neighbours: "aaaaaaaa", "23456789", "hgfedcba". */
    private static boolean isMonotonous(String password) {
        int[] signs = password.codePoints().toArray();
        for (int step = -1; step <= 1; step++) {
            boolean all = true;
            for (int i = 1; i < signs.length && all; i++) {
                all = signs[i] - signs[i - 1] == step;
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private List<String> words(Owner owner) {
        String mail = owner.email() == null ? "" : owner.email();
        String company = SystemWork.run(() -> units.all().stream().findFirst().map(UnitService.UnitRow::name).orElse(""));
        // The longest first, so that a word is not cut in two by a shorter one.
        return Stream.of(PRODUCT, owner.username(), owner.displayName(), Names.sortKey(owner.displayName(), 200), mail, company,
                        Names.sortKey(company, 200))
                .flatMap(text -> Stream.concat(Stream.of(text.replace(" ", "")), Stream.of(text.split("[\\s@._-]+"))))
                .map(Names::key).filter(word -> word.codePointCount(0, word.length()) >= (word.chars().allMatch(c -> c < 128) ? SHORTEST_WORD : 2)).distinct()
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    private static boolean isBuiltOf(List<String> words, String password) {
        String left = password;
        for (String word : words) {
            left = left.replace(word, " ");
        }
        return !left.equals(password) && left.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetter).count() < LEFT;
    }
}
