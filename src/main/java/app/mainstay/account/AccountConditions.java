package app.mainstay.account;

import app.mainstay.security.UnitService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Turns a filter into conditions on {@code account a}; the viewer's scope is not among them and must be added. */
@Component
class AccountConditions {

    /** Deeper trees of parents do not occur; the bound ends a cycle that two people made at the same instant. */
    private static final int DEEPEST = 50;
    /** A hundred years; an address is typed by anybody. */
    private static final int LONGEST_SILENCE = 36_525;

    private final UnitService units;
    private final AccountScope scope;
    private final SettingsService settings;
    private final Clock clock;
    private final JdbcClient jdbc;

    AccountConditions(UnitService units, AccountScope scope, SettingsService settings, Clock clock, JdbcClient jdbc) {
        this.units = units;
        this.scope = scope;
        this.settings = settings;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /** Everything asked for, the text too. */
    Sql of(AccountFilter filter) {
        var where = facts(filter);
        return filter.text() == null ? where : where.and(AccountQueries.text(filter.text()));
    }

    /** Everything but the text. */
    Sql facts(AccountFilter filter) {
        var where = new Sql().and(filter.archived() ? "a.archived_at is not null" : "a.archived_at is null");
        oneOf(where, "a.tier", "tiers", filter.tiers().stream().map(Enum::name).toList());
        oneOf(where, "a.lifecycle", "lifecycles", filter.lifecycles().stream().map(Enum::name).toList());
        oneOf(where, "a.sector", "sectors", filter.sectors());
        oneOf(where, "a.region", "regions", filter.regions());
        oneOf(where, "a.primary_rep_id", "representatives", filter.representatives());
        if (!filter.units().isEmpty()) {
            Set<Long> wanted = new HashSet<>();
            filter.units().forEach(unit -> wanted.addAll(units.subtree(unit)));
            within(where, "a.unit_id", "units", wanted);
        }
        if (filter.groupId() != null) {
            // A group out of sight does not exist, so nobody learns from it which accounts in sight belong to it.
            within(where, "a.id", "group", scope.sees(filter.groupId()) ? group(filter.groupId()) : List.of());
        }
        int number = 0;
        for (String tag : filter.tags()) {
            String name = "tag" + number++;
            where.and("exists (select 1 from account_tag t where t.account_id = a.id and t.tag = :" + name + ")", name, tag);
        }
        if (filter.noContactDays() != null) {
            where.and("(a.last_contact_at is null or a.last_contact_at < :contactBefore)", "contactBefore", Sql.utc(settings.today()
                    .minusDays(Math.clamp(filter.noContactDays(), 0, LONGEST_SILENCE) - 1L).atStartOfDay(settings.zone()).toInstant()));
        }
        if (filter.noNextMeeting()) {
            where.and("(a.next_meeting_at is null or a.next_meeting_at < :now)", "now", Sql.utc(clock.instant()));
        }
        return where;
    }

    /** Nothing wanted means any. */
    private static void oneOf(Sql where, String column, String name, Collection<?> wanted) {
        if (!wanted.isEmpty()) {
            within(where, column, name, wanted);
        }
    }

    /** Nothing allowed means none. */
    private static void within(Sql where, String column, String name, Collection<?> allowed) {
        if (allowed.isEmpty()) {
            where.and("1 = 0");
        } else {
            where.and(column + " in (:" + name + ")", name, allowed);
        }
    }

    /**
     * The account and all below it. Groups are small beside the list, and read level by level from the index of parents they cost less than
     * a path that every move of a company would have to rewrite below it.
     */
    private List<Long> group(long rootId) {
        return jdbc.sql("""
                        with recursive company (id, depth) as (
                            select id, 0 from account where id = :root
                            union all
                            select c.id, company.depth + 1 from account c join company on c.parent_id = company.id where company.depth < :deepest
                        ) select distinct id from company""")
                .param("root", rootId).param("deepest", DEEPEST).query(Long.class).list();
    }
}
