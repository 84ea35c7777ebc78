package app.mainstay.security;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import app.mainstay.invariants.Violations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What must hold among users and units. */
@Component
class SecurityInvariants implements InvariantSource {

    @Override
    public List<Invariant> invariants() {
        return List.of(
                Invariant.none("security-administrator",
                        "select '' from (select 1 x) one where not exists (select 1 from security_user where role = 'ADMINISTRATOR' and active = true)"),
                Invariant.none("security-root", "select u.id from security_unit u where u.parent_id is null"
                        + " and exists (select 1 from security_unit o where o.parent_id is null and o.id < u.id)"),
                Invariant.of("security-tree", SecurityInvariants::outsideTheTree),
                Invariant.none("security-username", "select id from security_user where username <> lower(username) or username <> trim(username) or username = ''"),
                Invariant.none("security-signed-in",
                        "select s.user_id from security_session s join security_user u on u.id = s.user_id where u.active = false",
                        "select r.user_id from security_remember r join security_user u on u.id = r.user_id where u.active = false"));
    }

    /** Units that lie below themselves: going up from them never ends. */
    private static void outsideTheTree(Violations found) {
        Map<Long, @Nullable Long> parents = new HashMap<>();
        found.jdbc().sql("select id, parent_id from security_unit").query(row -> {
            parents.put(row.getLong("id"), row.getObject("parent_id", Long.class));
        });
        for (Long unit : parents.keySet()) {
            Set<Long> seen = new HashSet<>();
            Long above = unit;
            while (above != null && seen.add(above)) {
                above = parents.get(above);
            }
            if (above != null) {
                found.add(unit);
            }
        }
    }
}
