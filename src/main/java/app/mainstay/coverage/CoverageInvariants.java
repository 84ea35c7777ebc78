package app.mainstay.coverage;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** What must hold among teams and leaves. */
@Component
class CoverageInvariants implements InvariantSource {

    @Override
    public List<Invariant> invariants() {
        return List.of(
                Invariant.none("coverage-backup", """
                        select m.account_id from account_member m join account a on a.id = m.account_id
                        where m.role = 'BACKUP' and m.user_id = a.primary_rep_id"""),
                Invariant.none("coverage-leave-days", """
                        select l.id from coverage_leave l where l.state = 'PLANNED'
                        and not exists (select 1 from coverage_leave_day d where d.leave_id = l.id)"""));
    }
}
