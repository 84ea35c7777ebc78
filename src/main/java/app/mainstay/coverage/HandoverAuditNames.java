package app.mainstay.coverage;

import app.mainstay.audit.AuditNames;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Of handovers only those that the viewer may see, by giver and taker. */
@Component
class HandoverAuditNames implements AuditNames {

    private final Handovers handovers;

    HandoverAuditNames(Handovers handovers) {
        this.handovers = handovers;
    }

    @Override
    public String thing() {
        return "coverage_handover";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return handovers.names(ids);
    }
}
