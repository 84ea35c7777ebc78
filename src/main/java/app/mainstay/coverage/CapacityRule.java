package app.mainstay.coverage;

import app.mainstay.account.AssignmentRule;
import app.mainstay.account.Tier;
import app.mainstay.shared.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A new account beyond what its representative can carry takes a reason. */
@Component
class CapacityRule implements AssignmentRule {

    private final Loads loads;

    CapacityRule(Loads loads) {
        this.loads = loads;
    }

    @Override
    public List<Problem> problems(long representativeId, @Nullable Tier tier) {
        int added = loads.settings().weight(tier);
        var load = loads.of(List.of(representativeId)).get(representativeId);
        return load == null || added == 0 || load.points() + added <= load.capacity() ? List.of()
                : List.of(Problem.of("overReason", "coverage.problem.overCapacity", load.points() + added, load.capacity()));
    }

    @Override
    public Map<Long, Load> loads(Collection<Long> representativeIds) {
        Map<Long, Load> found = new HashMap<>();
        loads.of(representativeIds).forEach((id, load) -> found.put(id, new Load(load.points(), load.capacity())));
        return found;
    }

    @Override
    public int weight(@Nullable Tier tier) {
        return loads.settings().weight(tier);
    }
}
