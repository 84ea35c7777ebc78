package app.mainstay.coverage;

import app.mainstay.settings.SettingsService;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Leaves of colleagues in which a giver who leaves was to stand in. */
@Component
class DutyPart implements HandoverPart {

    private final Leaves leaves;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    DutyPart(Leaves leaves, SettingsService settings, JdbcClient jdbc) {
        this.leaves = leaves;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "duty";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public List<Open> open(Scope scope) {
        return !scope.portfolio() ? List.of() : jdbc.sql("""
                        select u.display_name, l.from_day, l.until_day from coverage_leave l join security_user u on u.id = l.user_id
                        where l.stand_in_id = ? and l.state = 'PLANNED' and l.until_day >= ? order by l.from_day, l.id""")
                .param(scope.giverId()).param(settings.today())
                .query((row, n) -> {
                    Map<String, String> parameters = new LinkedHashMap<>();
                    parameters.put("name", row.getString("display_name"));
                    parameters.put("fromOn", row.getString("from_day"));
                    parameters.put("untilOn", row.getString("until_day"));
                    return new Open(null, "handover.open.duty", parameters);
                }).list();
    }

    @Override
    public void move(Scope scope, Instant at) {
        if (scope.portfolio()) {
            leaves.takeOver(scope.giverId(), scope.takerId());
        }
    }
}
