package app.mainstay.audit;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import app.mainstay.invariants.Violations;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The history of every audited table is whole: it begins with the row, ends with it, has no hole, and its last line says what the row says. */
@Component
class AuditInvariants implements InvariantSource {

    private static final int DELETED = 2;
    private static final Set<String> ENVERS = Set.of("id", "rev", "revtype", "revend");

    private final List<String> tables;

    AuditInvariants(EntityManagerFactory entities) {
        tables = AuditReader.auditedTables(entities);
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(Invariant.of("audit-current", found -> tables.forEach(table -> current(found, table))),
                Invariant.of("audit-gap", found -> tables.forEach(table -> gap(found, table))),
                Invariant.of("audit-values", found -> tables.forEach(table -> values(found, table))),
                Invariant.of("audit-revision", found -> tables.forEach(table -> revision(found, table))));
    }

    /** Each row has exactly one line that holds until now; who has none any more has one that says so. */
    private static void current(Violations found, String table) {
        found.of(table, "select t.id from " + table + " t left join " + table + "_aud h on h.id = t.id and h.revend is null"
                + " group by t.id having count(h.rev) <> 1 or max(h.revtype) = " + DELETED, Map.of());
        found.of(table, "select h.id from " + table + "_aud h where h.revend is null and h.revtype <> " + DELETED
                + " and not exists (select 1 from " + table + " t where t.id = h.id)", Map.of());
    }

    /** A line ends where a later one of the same row begins. */
    private static void gap(Violations found, String table) {
        found.of(table, "select h.id from " + table + "_aud h left join " + table + "_aud n on n.id = h.id and n.rev = h.revend"
                + " where h.revend is not null and (n.rev is null or n.rev <= h.rev)", Map.of());
        // Two lines that end with the same one: between them something is missing.
        found.of(table, "select h.id from " + table + "_aud h where h.revend is not null group by h.id, h.revend having count(*) > 1", Map.of());
        // Only the first line adds.
        found.of(table, "select h.id from " + table + "_aud h where h.revtype <> 0 and not exists (select 1 from " + table
                + "_aud b where b.id = h.id and b.revend = h.rev)", Map.of());
    }

    private static void values(Violations found, String table) {
        Set<String> columns = found.columns(table);
        columns.retainAll(found.columns(table + "_aud"));
        columns.removeIf(ENVERS::contains);
        String same = columns.stream().map(column -> "coalesce(t." + column + " = h." + column + ", t." + column + " is null and h." + column + " is null)")
                .collect(Collectors.joining(" and "));
        found.of(table, "select t.id from " + table + " t join " + table + "_aud h on h.id = t.id and h.revend is null where not (" + same + ")", Map.of());
    }

    /** The list of changes names every revision that touched the table. */
    private static void revision(Violations found, String table) {
        found.of(table, "select h.rev from (select distinct rev from " + table + "_aud where rev > 1) h"
                + " where not exists (select 1 from audit_change c where c.rev = h.rev and c.thing = '" + table + "')", Map.of());
    }
}
