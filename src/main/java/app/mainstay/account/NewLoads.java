package app.mainstay.account;

import app.mainstay.account.AccountQueries.Person;
import app.mainstay.shared.Problem;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Adds up what the new accounts of one file put upon their representatives; what these carry already is asked at the first of their rows. */
final class NewLoads {

    private final List<AssignmentRule> rules;
    private final Map<Long, Map<AssignmentRule, AssignmentRule.Load>> loads = new TreeMap<>();
    private final Map<AssignmentRule, Map<String, Integer>> weights = new HashMap<>();
    /** By line: a portion may be decided on twice. */
    private final BitSet counted = new BitSet();

    NewLoads(ObjectProvider<AssignmentRule> rules) {
        this.rules = rules.orderedStream().toList();
    }

    /** @param taken counted even where it is too much */
    List<Problem> beyond(long line, long representativeId, @Nullable Tier tier, boolean taken) {
        int bit = Math.toIntExact(line);
        if (counted.get(bit)) {
            return List.of();
        }
        var before = loads.computeIfAbsent(representativeId, this::stored);
        Map<AssignmentRule, AssignmentRule.Load> after = new HashMap<>();
        List<Problem> problems = List.of();
        for (var entry : before.entrySet()) {
            int weight = weights.computeIfAbsent(entry.getKey(), none -> new HashMap<>()).computeIfAbsent(String.valueOf(tier), none -> entry.getKey().weight(tier));
            var load = new AssignmentRule.Load(entry.getValue().points() + weight, entry.getValue().capacity());
            after.put(entry.getKey(), load);
            if (weight > 0 && load.points() > load.capacity()) {
                problems = List.of(Problem.of("primaryRepId", "import.accounts.problem.limit", load.points(), load.capacity()));
            }
        }
        if (taken || problems.isEmpty()) {
            loads.put(representativeId, after);
            counted.set(bit);
        }
        return problems;
    }

    private Map<AssignmentRule, AssignmentRule.Load> stored(long representativeId) {
        Map<AssignmentRule, AssignmentRule.Load> found = new HashMap<>();
        for (var rule : rules) {
            var load = rule.loads(Set.of(representativeId)).get(representativeId);
            if (load != null) {
                found.put(rule, load);
            }
        }
        return found;
    }

    /** A sentence for each person who got too much. */
    List<Problem> beyond(BiFunction<Set<Long>, Boolean, Map<Long, Person>> people) {
        Map<Long, AssignmentRule.Load> over = new TreeMap<>();
        loads.forEach((id, each) -> each.values().stream().filter(load -> load.points() > load.capacity()).findFirst().ifPresent(load -> over.put(id, load)));
        if (over.isEmpty()) {
            return List.of();
        }
        var named = people.apply(over.keySet(), false);
        return over.entrySet().stream().filter(entry -> named.containsKey(entry.getKey())).map(entry -> Problem.of(null, "import.accounts.limit",
                named.get(entry.getKey()).name(), entry.getValue().points(), entry.getValue().capacity())).toList();
    }
}
