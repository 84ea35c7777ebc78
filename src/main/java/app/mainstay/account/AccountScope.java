package app.mainstay.account;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * May X see account Y? The one answer for the whole product. Every list starts from {@link #rows}, every single record from
 * {@link #require}; nothing is loaded first and filtered afterwards. Everybody sees the accounts where they are the primary representative,
 * stand in for that one, or are on the team, and reads for a while what they handed over; managers and directors also see all of their unit
 * and below; an administrator sees none.
 */
@Service
@SignedIn
public class AccountScope {

    /** So many accounts are named in a condition one by one; more are asked for in a table. */
    private static final int NAMED = PlacesElsewhere.NAMED;
    /** So long an open screen may be late in hearing that somebody sees less. */
    private static final Duration LATELY = Duration.ofDays(1);
    /** Which of {@link #OWN} or {@link #UNITS} find something. The embedded database would answer an "exists" as it did before in the same transaction. */
    private static final String ANY = """
            select (select 1 from account_stand_in where stand_in_id = :me and until_at > :now limit 1),
                   (select 1 from account_member where user_id = :me limit 1),
                   (select 1 from account_reader where user_id = :me and until_at > :now limit 1)""";
    private static final List<String> OWN = queries("a.primary_rep_id", "u.id", "a.primary_rep_id <> :me");
    private static final List<String> UNITS = queries("a.unit_id", "u.unit_id", "a.unit_id not in (:units)");

    private final CurrentUser currentUser;
    private final UnitService units;
    private final PlacesElsewhere places;
    private final JdbcClient jdbc;
    private final Clock clock;
    /** Under which a transaction keeps what it has asked. */
    private final Object key = new Object();
    private final TransactionSynchronization forgetting = new TransactionSynchronization() {

        @Override
        public void suspend() {
            // Another transaction begins within this one, and may write.
            TransactionSynchronizationManager.unbindResourceIfPossible(key);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(key);
        }
    };

    AccountScope(CurrentUser currentUser, UnitService units, PlacesElsewhere places, JdbcClient jdbc, Clock clock) {
        this.currentUser = currentUser;
        this.units = units;
        this.places = places;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * How far the viewer sees: any of the first three is enough, unless all is seen.
     *
     * @param all    everything
     * @param people whose accounts: the own ones, unless the units hold them, and those of whom the viewer stands in for
     * @param units  accounts of these units
     * @param some   accounts beside those: of teams, and handed over
     * @param among  whose accounts all of that is among: units where there are units, else people, so that one index finds it; empty where
     *               that is not known
     * @param supposed {@code among} holds less than that, since nobody has asked whose the accounts are
     */
    record Reach(long viewerId, boolean all, Set<Long> people, Set<Long> units, Set<Long> some, Set<Long> among, boolean supposed) {

        Reach(long viewerId, boolean all, Set<Long> people, Set<Long> units, Set<Long> some, Set<Long> among) {
            this(viewerId, all, people, units, some, among, false);
        }

        /** There are more accounts beside units and people than are named. */
        boolean many() {
            return !all && among.isEmpty();
        }
    }

    /** What tells the accounts of a {@link Part}. */
    enum By { UNITS, PEOPLE, ACCOUNTS }

    /** @param most no more rows than that; the largest of numbers where nobody knows */
    record Part(By by, Sql rows, long most) {
    }

    Reach reach() {
        return reach(true);
    }

    /** One query by index, two for who has places elsewhere, none for who sees everything. @param reading accounts that the viewer only reads, too */
    private Reach reach(boolean reading) {
        Viewer viewer = currentUser.require();
        var own = own(viewer);
        if (own.all() || viewer.is(Role.ADMINISTRATOR)) {
            return own;
        }
        Set<Long> people = new HashSet<>(own.people());
        Set<Long> some = new HashSet<>();
        Set<Long> among = new HashSet<>(own.among());
        for (var place : elsewhere(viewer, own.units())) {
            if (reading || place.kind() != Place.READS) {
                (place.kind() == Place.STANDS_IN ? people : some).add(place.id());
                among.add(place.holder());
            }
        }
        return some.size() > NAMED ? new Reach(viewer.id(), false, people, own.units(), Set.of(), Set.of())
                : new Reach(viewer.id(), false, people, own.units(), some, among);
    }

    /** What nobody has to be asked for. */
    private Reach own(Viewer viewer) {
        Set<Long> subtree = viewer.role().seesUnit() ? units.subtree(viewer.unitId()) : Set.of();
        if (!subtree.isEmpty()) {
            return units.all().stream().allMatch(unit -> subtree.contains(unit.id())) ? new Reach(viewer.id(), true, Set.of(), Set.of(), Set.of(), Set.of())
                    : new Reach(viewer.id(), false, Set.of(), subtree, Set.of(), subtree);
        }
        return new Reach(viewer.id(), false, Set.of(viewer.id()), Set.of(), Set.of(), Set.of(viewer.id()));
    }

    /**
     * A reach that is likely, and what tells whether it is right.
     *
     * @param column for the statement that reads rows by it, behind its own columns
     */
    record Guess(Reach reach, PlacesElsewhere.Elsewhere supposed, Sql column) {
    }

    /**
     * As it was last; empty where nothing is to be guessed. Not while the caller's transaction lasts: what it gives or takes is asked for, and what
     * one that reads has asked is known.
     */
    Optional<Guess> guess() {
        Viewer viewer = currentUser.require();
        var own = own(viewer);
        if (own.all() || viewer.is(Role.ADMINISTRATOR) || TransactionSynchronizationManager.isActualTransactionActive()) {
            return Optional.empty();
        }
        var known = places.of(viewer.id());
        if (known.many()) {
            return Optional.empty();
        }
        Set<Long> people = new HashSet<>(own.people());
        people.addAll(known.people());
        return Optional.of(new Guess(new Reach(viewer.id(), false, people, own.units(), known.accounts(), own.among(), true), known,
                PlacesElsewhere.column(viewer.id())));
    }

    /** What the guess's column would answer, where no row did. */
    long mark(Guess guess) {
        return jdbc.sql("select 1" + guess.column().condition()).params(guess.column().params()).query((row, number) -> row.getLong("scope_mark")).single();
    }

    /** Whether a guess was right; the next one is asked for where it was not. */
    boolean wasRight(Guess guess, long mark) {
        return places.stillSo(guess.reach().viewerId(), guess.supposed(), mark);
    }

    /**
     * What somebody sees beside the own accounts and units.
     *
     * @param id     of whom they stand in for, else of an account
     * @param holder the unit, for who sees units, else the person that has it
     */
    private record Place(int kind, long id, long holder) {

        static final int STANDS_IN = 1;
        static final int TEAM = 2;
        static final int READS = 3;
    }

    /** What a transaction has asked: places of one viewer, and which accounts are among which rows. */
    private static final class Kept {

        private @Nullable Viewer viewer;
        private Set<Long> subtree = Set.of();
        private List<Place> places = List.of();
        private final Map<List<Object>, Boolean> among = new HashMap<>();
    }

    /**
     * Empty unless the transaction only reads: a page puts many questions, and each begins with the same ones. Nothing is kept while somebody may
     * write, so that what a transaction itself gives or takes counts at once, and nothing from one transaction to the next.
     */
    private Optional<Kept> kept() {
        if (!TransactionSynchronizationManager.isActualTransactionActive() || !TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return Optional.empty();
        }
        if (TransactionSynchronizationManager.getResource(key) instanceof Kept kept) {
            return Optional.of(kept);
        }
        var kept = new Kept();
        TransactionSynchronizationManager.bindResource(key, kept);
        TransactionSynchronizationManager.registerSynchronization(forgetting);
        return Optional.of(kept);
    }

    private List<Place> elsewhere(Viewer viewer, Set<Long> subtree) {
        var kept = kept().orElseGet(Kept::new);
        if (kept.viewer != viewer || !kept.subtree.equals(subtree)) {
            kept.places = ask(viewer, subtree);
            kept.viewer = viewer;
            kept.subtree = subtree;
        }
        return kept.places;
    }

    /** Most people have nothing elsewhere, which indexes tell in half the time; who had something is asked at once what it is. */
    private List<Place> ask(Viewer viewer, Set<Long> subtree) {
        boolean byUnit = !subtree.isEmpty();
        var now = Sql.utc(clock.instant());
        List<String> some = new ArrayList<>();
        if (places.hadAny(viewer.id())) {
            some.addAll(byUnit ? UNITS : OWN);
        } else {
            jdbc.sql(ANY).param("me", viewer.id()).param("now", now).query(row -> {
                for (int i = 0; i < OWN.size(); i++) {
                    if (row.getInt(i + 1) == 1) {
                        some.add((byUnit ? UNITS : OWN).get(i));
                    }
                }
            });
        }
        if (some.isEmpty()) {
            return List.of();
        }
        var query = jdbc.sql(String.join(" union all ", some)).param("me", viewer.id()).param("now", now);
        return (byUnit ? query.param("units", subtree) : query).query((row, n) -> new Place(row.getInt(1), row.getLong(2), row.getLong(3))).list();
    }

    /** What the units hold anyway is left out, so that a sponsor of the own accounts asks as everybody does. */
    private static List<String> queries(String holder, String person, String elsewhere) {
        return List.of("""
                (select 1, s.away_id, %s from account_stand_in s join security_user u on u.id = s.away_id
                where s.stand_in_id = :me and s.from_at <= :now and s.until_at > :now)""".formatted(person), """
                (select distinct 2, a.id, %s from account_member m join account a on a.id = m.account_id where m.user_id = :me and %s limit %d)"""
                .formatted(holder, elsewhere, NAMED + 1), """
                (select 3, a.id, %s from account_reader r join account a on a.id = r.account_id
                where r.user_id = :me and r.until_at > :now and %s limit %d)""".formatted(holder, elsewhere, NAMED + 1));
    }

    /**
     * The condition on rows of {@code account}, which the query calls {@code alias}; none for who sees the whole tree, so that the
     * database reads the list in its order instead of sorting what it found by unit. Costs one query by index.
     */
    public Sql rows(String alias) {
        return rows(alias, reach(true), true);
    }

    Sql rows(String alias, Reach reach) {
        return rows(alias, reach, true);
    }

    private Sql rows(String alias, Reach reach, boolean reading) {
        if (reach.all()) {
            return new Sql();
        }
        List<String> any = new ArrayList<>();
        var params = new Sql();
        if (!reach.units().isEmpty()) {
            any.add(alias + ".unit_id in (:scopeUnits)");
            params.with("scopeUnits", reach.units());
        }
        if (!reach.people().isEmpty()) {
            any.add(alias + ".primary_rep_id in (:scopePeople)");
            params.with("scopePeople", reach.people());
        }
        if (!reach.some().isEmpty()) {
            any.add(alias + ".id in (:scopeSome)");
            params.with("scopeSome", reach.some());
        }
        if (reach.many()) {
            any.add("exists (select 1 from account_member sm where sm.account_id = " + alias + ".id and sm.user_id = :scopeMe)");
            params.with("scopeMe", reach.viewerId());
            if (reading) {
                any.add("exists (select 1 from account_reader sr where sr.account_id = " + alias
                        + ".id and sr.user_id = :scopeMe and sr.until_at > :scopeNow)");
                params.with("scopeNow", Sql.utc(clock.instant()));
            }
        }
        if (any.size() == 1) {
            return new Sql().and(any.getFirst()).and(params);
        }
        var rows = new Sql().and("(" + String.join(" or ", any) + ")").and(params);
        return reach.many() || reach.supposed() ? rows : new Sql().and(alias + (reach.units().isEmpty() ? ".primary_rep_id" : ".unit_id") + " in (:scopeAmong)", "scopeAmong",
                reach.among()).and(rows);
    }

    /**
     * Of {@link #rows} what the viewer's units do not hold, in parts each of which an index finds; for rooms whose rows carry the unit of their account. Parts
     * may have rows in common. None for who sees everything.
     */
    public List<Sql> beyondUnits(String alias) {
        return beyondUnits(alias, reach(true));
    }

    /**
     * The same as it was last, without asking, and how a statement that reads rows by it tells whether it still is so.
     *
     * @param column   behind the statement's own columns; answers {@code scope_mark}
     * @param wasRight whether it is right, by what the column answered; what it was applied to must be asked for again where it is not, or where no row answered
     */
    public record Supposed(List<Sql> beyondUnits, Sql column, LongPredicate wasRight) {
    }

    /** Empty where nothing is to be supposed: who sees everything or nothing, has very many places elsewhere, or is in a transaction. */
    public Optional<Supposed> suppose(String alias) {
        return guess().map(guess -> new Supposed(beyondUnits(alias, guess.reach()), guess.column(), mark -> wasRight(guess, mark)));
    }

    private List<Sql> beyondUnits(String alias, Reach reach) {
        List<Sql> parts = new ArrayList<>();
        if (reach.all()) {
            return parts;
        }
        if (!reach.people().isEmpty()) {
            parts.add(new Sql().and(alias + ".primary_rep_id in (:scopePeople)", "scopePeople", reach.people()));
        }
        if (!reach.some().isEmpty()) {
            parts.add(new Sql().and(alias + ".id in (:scopeSome)", "scopeSome", reach.some()));
        }
        if (reach.many()) {
            parts.add(new Sql().and(alias + ".id in (select sm.account_id from account_member sm where sm.user_id = :scopeMe)", "scopeMe", reach.viewerId()));
            parts.add(new Sql().and(alias + ".id in (select sr.account_id from account_reader sr where sr.user_id = :scopeMe and sr.until_at > :scopeNow)",
                    "scopeMe", reach.viewerId()).with("scopeNow", Sql.utc(clock.instant())));
        }
        return parts;
    }

    /**
     * The rows of {@link #rows} in parts that have none in common, each by what an index of its own begins with: one or the other at once is found
     * by none. Empty where one condition says all, and where that is not known.
     */
    static List<Part> parts(String alias, Reach reach) {
        if (reach.all() || reach.many()) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        var others = new Sql();
        if (!reach.units().isEmpty()) {
            parts.add(new Part(By.UNITS, new Sql().and(alias + ".unit_id in (:scopeUnits)", "scopeUnits", reach.units()), Long.MAX_VALUE));
            others.and(alias + ".unit_id not in (:scopeUnits)", "scopeUnits", reach.units());
        }
        if (!reach.people().isEmpty()) {
            parts.add(new Part(By.PEOPLE, new Sql().and(alias + ".primary_rep_id in (:scopePeople)", "scopePeople", reach.people()).and(others),
                    Long.MAX_VALUE));
            others.and(alias + ".primary_rep_id not in (:scopePeople)", "scopePeople", reach.people());
        }
        if (!reach.some().isEmpty()) {
            parts.add(new Part(By.ACCOUNTS, new Sql().and(alias + ".id in (:scopeSome)", "scopeSome", reach.some()).and(others), reach.some().size()));
        }
        return parts.size() == 1 ? List.of() : parts;
    }

    @Transactional(readOnly = true)
    public boolean sees(long accountId) {
        return isAmong(accountId, rows("a"));
    }

    boolean sees(long accountId, Reach reach) {
        return isAmong(accountId, rows("a", reach));
    }

    /**
     * Why the viewer sees an account: every rule that lets them.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @Transactional(readOnly = true)
    public List<Sight> why(long accountId) {
        require(accountId);
        Viewer viewer = currentUser.require();
        record Holder(long representative, String name, long unit) {
        }
        var holder = jdbc.sql("select a.primary_rep_id, u.display_name, a.unit_id from account a join security_user u on u.id = a.primary_rep_id where a.id = ?")
                .param(accountId).query((row, n) -> new Holder(row.getLong(1), row.getString(2), row.getLong(3))).single();
        List<Sight> why = new ArrayList<>();
        if (holder.representative() == viewer.id()) {
            why.add(new Sight(Sight.SightRule.OWN, "", null));
        }
        jdbc.sql("""
                        select 'STAND_IN', s.until_at from account_stand_in s where s.stand_in_id = :me and s.away_id = :holder and s.from_at <= :now
                            and s.until_at > :now
                        union all select m.role, null from account_member m where m.account_id = :account and m.user_id = :me
                        union all select 'READER', r.until_at from account_reader r where r.account_id = :account and r.user_id = :me and r.until_at > :now""")
                .param("me", viewer.id()).param("holder", holder.representative()).param("account", accountId).param("now", Sql.utc(clock.instant()))
                .query(row -> {
                    var until = row.getObject(2, LocalDateTime.class);
                    why.add(new Sight(Sight.SightRule.valueOf(row.getString(1).strip()), holder.name(), until == null ? null : Sql.instant(until)));
                });
        if (viewer.role().seesUnit() && units.subtree(viewer.unitId()).contains(holder.unit())) {
            why.add(new Sight(Sight.SightRule.UNIT, units.find(holder.unit()).map(UnitService.UnitRow::name).orElse(""), null));
        }
        return why;
    }

    /** @throws NotFoundException when the account does not exist for this viewer */
    @Transactional(readOnly = true)
    public void require(long accountId) {
        if (!sees(accountId)) {
            throw new NotFoundException();
        }
    }

    /** Whether this viewer may change the account. Who gave it away and reads for a while may not. */
    @Transactional(readOnly = true)
    public boolean writes(long accountId) {
        return isAmong(accountId, rows("a", reach(false), false));
    }

    /**
     * @throws NotFoundException when the account does not exist for this viewer
     * @throws RefusedException  when the viewer only reads it
     */
    @Transactional(readOnly = true, noRollbackFor = RefusedException.class)
    public void requireWrite(long accountId) {
        if (!writes(accountId)) {
            require(accountId);
            throw new RefusedException(Problem.of(null, "problem.readOnly"));
        }
    }

    /** Whether this viewer gives the account to representatives: a manager or director whose units hold it. */
    @Transactional(readOnly = true)
    public boolean assigns(long accountId) {
        Viewer viewer = currentUser.require();
        return viewer.role().seesUnit() && isAmong(accountId, new Sql().and("a.unit_id in (:units)", "units", units.subtree(viewer.unitId())));
    }

    /** May this viewer make that person a representative? A manager within the own units, a director likewise from theirs down. */
    public boolean mayAssignWithin(long unitId) {
        Viewer viewer = currentUser.require();
        return viewer.role().seesUnit() && units.subtree(viewer.unitId()).contains(unitId);
    }

    /** Whether the viewer saw the account until it changed hands last or standing in or reading ended: what an open screen shows of it is to go. */
    @Transactional(readOnly = true)
    public boolean saw(long accountId) {
        Viewer viewer = currentUser.require();
        @Nullable Long before = jdbc.sql("select user_id from account_representative where account_id = ? order by valid_from desc limit 1 offset 1")
                .param(accountId).query(Long.class).optional().orElse(null);
        if (stoodIn(viewer, accountId)) {
            return true;
        }
        if (before == null) {
            return false;
        }
        return before == viewer.id() || viewer.role().seesUnit() && jdbc.sql("select count(*) from security_user where id = :id and unit_id in (:units)")
                .param("id", before).param("units", units.subtree(viewer.unitId())).query(Integer.class).single() > 0;
    }

    private boolean stoodIn(Viewer viewer, long accountId) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select (select count(*) from account_stand_in s join account a on a.primary_rep_id = s.away_id
                        where a.id = :account and s.stand_in_id = :me and s.until_at <= :now and s.until_at > :since)
                        + (select count(*) from account_reader where account_id = :account and user_id = :me and until_at <= :now and until_at > :since)""")
                .param("account", accountId).param("me", viewer.id()).param("now", Sql.utc(now)).param("since", Sql.utc(now.minus(LATELY)))
                .query(Integer.class).single() > 0;
    }

    private boolean isAmong(long accountId, Sql rows) {
        var kept = kept().orElseGet(Kept::new);
        return kept.among.computeIfAbsent(List.of(accountId, rows.condition(), Map.copyOf(rows.params())), unknown -> ask(accountId, rows));
    }

    private boolean ask(long accountId, Sql rows) {
        var where = new Sql().and("a.id = :id", "id", accountId).and(rows);
        return jdbc.sql("select a.id from account a" + where.where()).params(where.params()).query(Long.class).optional().isPresent();
    }
}
