package app.mainstay.admin;

import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.text.Normalizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is meant by a name in a file, and how somebody new signs in. */
record PeopleByName(UserService users) {

    /**
     * Null where nobody bears the name.
     *
     * @param field that holds the name
     * @throws RefusedException where several do
     */
    @Nullable UserRow find(String field, String name) {
        List<UserRow> found = users.findByName(name).stream().filter(user -> Names.key(user.displayName()).equals(Names.key(name))).toList();
        if (found.size() > 1) {
            throw new RefusedException(Problem.of(field, "import.problem.severalUsers", name));
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    /** "Anna Snelling" becomes anna.snelling, "张伟" zhang.wei; with a number behind it where that is taken. */
    String freeUsername(String displayName) {
        String plain = Normalizer.normalize(Names.sortKey(displayName, 50), Normalizer.Form.NFD).replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9-]+", ".").replaceAll("^[.-]+|[.-]+$", "");
        String base = plain.isEmpty() ? "user" : plain;
        String candidate = base;
        for (int n = 2; users.findByUsername(candidate).isPresent(); n++) {
            candidate = base + n;
        }
        return candidate;
    }
}
