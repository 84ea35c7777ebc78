package app.mainstay.coverage;

import app.mainstay.audit.AuditNames;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Of leaves only those that the viewer may see, by who is away. */
@Component
class LeaveAuditNames implements AuditNames {

    private final Leaves leaves;

    LeaveAuditNames(Leaves leaves) {
        this.leaves = leaves;
    }

    @Override
    public String thing() {
        return "coverage_leave";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return leaves.names(ids);
    }
}
