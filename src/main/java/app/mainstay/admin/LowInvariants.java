package app.mainstay.admin;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Of the rooms that lie below or beside the invariants: settings, background work, and what was imported of people. */
@Component
class LowInvariants implements InvariantSource {

    @Override
    public List<Invariant> invariants() {
        return List.of(
                Invariant.none("settings-business", "select '' from (select count(*) n from settings_business) c where c.n <> 1"),
                Invariant.none("jobs-task", """
                        select j.id from jobs_job j where j.state in ('WAITING', 'RUNNING')
                        and not exists (select 1 from jobs_task t where t.task_name = j.kind and t.task_instance = cast(j.id as char(20)))"""),
                Invariant.none("importing-people", "select r.row_id from importing_reference r where r.target = 'people'"
                        + " and not exists (select 1 from security_user u where u.id = r.row_id)"));
    }
}
