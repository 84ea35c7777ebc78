package app.mainstay.account;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import app.mainstay.invariants.Violations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What must hold among accounts and their representatives. */
@Component
class AccountInvariants implements InvariantSource {

    @Override
    public List<Invariant> invariants() {
        return List.of(
                Invariant.none("account-representative", "select a.id from account a left join security_user u on u.id = a.primary_rep_id where u.id is null"),
                Invariant.none("account-active-representative", "select a.id from account a join security_user u on u.id = a.primary_rep_id where u.active = false"),
                Invariant.none("account-latest-representative", """
                        select a.id from account a where not exists (select 1 from account_representative r where r.account_id = a.id
                        and r.user_id = a.primary_rep_id
                        and r.valid_from = (select max(l.valid_from) from account_representative l where l.account_id = a.id))"""),
                Invariant.none("account-first-representative", """
                        select a.id from account a where a.created_at <
                        (select min(r.valid_from) from account_representative r where r.account_id = a.id)"""),
                Invariant.none("account-unit", "select a.id from account a join security_user u on u.id = a.primary_rep_id where a.unit_id <> u.unit_id"),
                Invariant.of("account-group", AccountInvariants::belowThemselves),
                Invariant.none("account-codes",
                        "select a.id from account a where a.sector is not null"
                                + " and not exists (select 1 from settings_code c where c.list = 'SECTOR' and c.code = a.sector)",
                        "select a.id from account a where a.region is not null"
                                + " and not exists (select 1 from settings_code c where c.list = 'REGION' and c.code = a.region)"),
                Invariant.none("account-imported", "select r.row_id from importing_reference r where r.target = 'accounts'"
                        + " and not exists (select 1 from account a where a.id = r.row_id)"));
    }

    /** Accounts whose parents go round in a circle. Only those that have a parent are read: two numbers each. */
    private static void belowThemselves(Violations found) {
        Map<Long, Long> parents = new HashMap<>();
        found.jdbc().sql("select id, parent_id from account where parent_id is not null").query(row -> {
            parents.put(row.getLong("id"), row.getLong("parent_id"));
        });
        Set<Long> fine = new HashSet<>();
        for (Long account : parents.keySet()) {
            Set<Long> way = new HashSet<>();
            Long above = account;
            while (above != null && !fine.contains(above) && way.add(above)) {
                above = parents.get(above);
            }
            if (above != null && !fine.contains(above)) {
                found.add(account);
            } else {
                fine.addAll(way);
            }
        }
    }
}
