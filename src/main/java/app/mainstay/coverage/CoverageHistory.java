package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who looked after an account when, and why it changed hands. */
@Service
public class CoverageHistory {

    /**
     * A time in which somebody was the primary representative.
     *
     * @param until     the next one's start; null: still is
     * @param actorName who assigned; null: the system
     * @param reason    null where the account began, and for what was written before reasons were
     * @param undoable  the viewer may give the account back: it came to this person today
     */
    public record Term(long userId, String name, Instant from, @Nullable Instant until, @Nullable Long actorId, @Nullable String actorName,
                       @Nullable String reason, boolean undoable) {
    }

    /** What was given back begins its reason with it. */
    static final String GIVEN_BACK = "↩ ";

    private final AccountScope scope;
    private final SettingsService settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    CoverageHistory(AccountScope scope, SettingsService settings, JdbcClient jdbc, Clock clock) {
        this.scope = scope;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Everybody who looked after the account, newest first.
     *
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Term> of(long accountId) {
        scope.require(accountId);
        var terms = terms(accountId);
        if (!mayGiveBack(terms) || !scope.assigns(accountId)) {
            return terms;
        }
        var last = terms.getFirst();
        terms.set(0, new Term(last.userId(), last.name(), last.from(), last.until(), last.actorId(), last.actorName(), last.reason(), true));
        return terms;
    }

    /** Who looked after the account on that day of the business zone, earliest first: one, unless it changed hands that day. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Term> representativeOn(long accountId, LocalDate day) {
        scope.require(accountId);
        Instant from = day.atStartOfDay(settings.zone()).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(settings.zone()).toInstant();
        if (from.isAfter(clock.instant())) {
            return List.of();
        }
        return terms(accountId).stream().filter(term -> term.from().isBefore(until) && (term.until() == null || term.until().isAfter(from))).toList()
                .reversed();
    }

    /** Who looked after the account at that instant; empty before it existed and in the future. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Term> representativeAt(long accountId, Instant at) {
        scope.require(accountId);
        return at.isAfter(clock.instant()) ? Optional.empty() : terms(accountId).stream().filter(term -> !term.from().isAfter(at)).findFirst();
    }

    /** What was given back is not given back again: that would be a reassignment as any other. */
    boolean mayGiveBack(List<Term> terms) {
        return terms.size() > 1 && LocalDate.ofInstant(terms.getFirst().from(), settings.zone()).equals(settings.today())
                && !Objects.requireNonNullElse(terms.getFirst().reason(), "").startsWith(GIVEN_BACK);
    }

    /** Newest first; each ends where the one after it begins. */
    List<Term> terms(long accountId) {
        var rows = jdbc.sql("""
                        select r.user_id, u.display_name, r.valid_from, r.actor_id, x.display_name actor_name, r.reason
                        from account_representative r join security_user u on u.id = r.user_id left join security_user x on x.id = r.actor_id
                        where r.account_id = ? order by r.valid_from desc""").param(accountId)
                .query((row, n) -> new Term(row.getLong("user_id"), row.getString("display_name"), Sql.instant(row.getObject("valid_from", LocalDateTime.class)),
                        null, row.getObject("actor_id", Long.class), row.getString("actor_name"), row.getString("reason"), false)).list();
        List<Term> terms = new ArrayList<>(rows.size());
        @Nullable Instant until = null;
        for (var row : rows) {
            terms.add(new Term(row.userId(), row.name(), row.from(), until, row.actorId(), row.actorName(), row.reason(), false));
            until = row.from();
        }
        return terms;
    }
}
