package app.mainstay.account;

import app.mainstay.shared.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Who stands below whom in a file whose rows may come in any order: finds parents that will not be there, and circles. */
final class ParentGraph {

    /** A row that has a parent, or is one. @param stored its account; null for a new one */
    private static final class Node {

        final long line;
        final @Nullable Long stored;
        final @Nullable String text;
        final @Nullable Long storedParent;
        final List<String> parentKeys;
        boolean fine;
        boolean placed;
        @Nullable Node above;

        Node(long line, @Nullable Long stored, @Nullable String text, @Nullable Long storedParent, List<String> parentKeys, boolean fine) {
            this.line = line;
            this.stored = stored;
            this.text = text;
            this.storedParent = storedParent;
            this.parentKeys = parentKeys;
            this.fine = fine;
        }
    }

    private final LongFunction<Optional<Long>> parentOf;
    private final Set<String> wanted = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> byKey = new HashMap<>();
    private final Map<Long, Node> byId = new HashMap<>();
    private @Nullable Map<Long, List<Problem>> refused;

    ParentGraph(LongFunction<Optional<Long>> parentOf) {
        this.parentOf = parentOf;
    }

    void want(String key) {
        wanted.add(key);
    }

    /** @param keys as of {@link AccountSets}, with a letter before each */
    void add(long line, Collection<String> keys, @Nullable Long stored, @Nullable String text, @Nullable Long storedParent, List<String> parentKeys, boolean fine) {
        boolean isWanted = keys.stream().anyMatch(key -> wanted.contains(key.substring(2)));
        if (text == null && !isWanted) {
            return;
        }
        var node = new Node(line, stored, text, storedParent, parentKeys, fine);
        nodes.add(node);
        if (fine) {
            keys.forEach(key -> byKey.putIfAbsent(key.substring(2), node));
            if (stored != null) {
                byId.putIfAbsent(stored, node);
            }
        }
    }

    /** One of these is brought by a row of the file that is taken. */
    boolean comes(List<String> keys) {
        refused();
        return Optional.ofNullable(named(keys)).filter(node -> node.fine).isPresent();
    }

    private @Nullable Node named(List<String> keys) {
        return keys.stream().map(byKey::get).filter(java.util.Objects::nonNull).findFirst().orElse(null);
    }

    Map<Long, List<Problem>> refused() {
        if (refused == null) {
            refused = new HashMap<>();
            for (var node : nodes) {
                if (node.text != null) {
                    node.above = node.storedParent == null ? named(node.parentKeys) : byId.get(node.storedParent);
                }
            }
            fall();
            var asking = nodes.stream().filter(node -> node.fine && node.text != null).sorted(Comparator.comparingLong(node -> node.line)).toList();
            // Those above first, as they would be stored; then those that wait for a later row.
            asking.stream().filter(node -> !waits(node)).forEach(this::place);
            asking.stream().filter(ParentGraph::waits).forEach(this::place);
            fall();
        }
        return refused;
    }

    private static boolean waits(Node node) {
        return node.storedParent == null && node.above != null && node.above.line >= node.line;
    }

    private void place(Node node) {
        if (!node.fine || refused(node)) {
            return;
        }
        Node at = node.above;
        Long id = node.storedParent;
        var seen = new HashSet<Object>();
        while (at != null || id != null) {
            if (at == node || id != null && id.equals(node.stored)) {
                refuse(node, Problem.of("parentId", "problem.parentCycle"));
                return;
            }
            if (!seen.add(at != null ? at : id)) {
                break;
            }
            if (at != null && at.placed) {
                id = at.storedParent;
                at = at.above;
            } else {
                // What the file says of it is not in force yet: what is stored counts.
                Long stored = at != null ? at.stored : id;
                id = stored == null ? null : parentOf.apply(stored).orElse(null);
                at = id == null ? null : byId.get(id);
            }
        }
        node.placed = true;
    }

    private boolean refused(Node node) {
        if (node.storedParent == null && (node.above == null || !node.above.fine && node.above.stored == null)) {
            refuse(node, Problem.of("parentId", "import.accounts.problem.parent", String.valueOf(node.text)));
            return true;
        }
        return false;
    }

    private void refuse(Node node, Problem problem) {
        node.fine = false;
        java.util.Objects.requireNonNull(refused).put(node.line, List.of(problem));
    }

    /** Whoever stands below a row that is not taken is not taken either. */
    private void fall() {
        boolean fell = true;
        while (fell) {
            fell = false;
            for (var node : nodes) {
                if (node.fine && node.text != null && refused(node)) {
                    fell = true;
                }
            }
        }
    }
}
