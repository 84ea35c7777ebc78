package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.account.Tier;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How much representatives carry against what they can: live accounts weighted by tier. */
@Service
public class Capacity {

    /** Weights and limits. @param other the weight of an account without a tier @param readingDays how long who handed an account over reads on */
    public record Settings(int strategic, int core, int standard, int other, int standardCapacity, int readingDays, int version) {

        public int weight(@Nullable Tier tier) {
            return switch (tier) {
                case null -> other;
                case STRATEGIC -> strategic;
                case CORE -> core;
                case STANDARD -> standard;
            };
        }
    }

    /**
     * What a person carries.
     *
     * @param other    accounts without a tier
     * @param points   accounts times the weights of their tiers
     * @param capacity points that the person can carry
     * @param absence  null: not away today
     */
    public record Load(long userId, int strategic, int core, int standard, int other, int points, int capacity, Absences.@Nullable Absence absence) {

        public int free() {
            return capacity - points;
        }

        public boolean overloaded() {
            return points > capacity;
        }

        public int accounts() {
            return strategic + core + standard + other;
        }
    }

    /** Somebody whom the viewer may make a representative. @param sameUnit as the accounts in question @param wouldExceed with them on top */
    public record Candidate(long userId, String name, long unitId, String unitName, boolean sameUnit, Load load, boolean wouldExceed) {
    }

    /** No person carries more points than that. */
    public static final int MOST = 10_000;
    private static final int PORTION = 1_000;

    private final Loads loads;
    private final CoverageSettingsRepository repository;
    private final PersonalCapacityRepository personal;
    private final AccountScope scope;
    private final UserService users;
    private final UnitService units;
    private final CurrentUser currentUser;
    private final JdbcClient jdbc;

    Capacity(Loads loads, CoverageSettingsRepository repository, PersonalCapacityRepository personal, AccountScope scope, UserService users,
             UnitService units, CurrentUser currentUser, JdbcClient jdbc) {
        this.loads = loads;
        this.repository = repository;
        this.personal = personal;
        this.scope = scope;
        this.users = users;
        this.units = units;
        this.currentUser = currentUser;
        this.jdbc = jdbc;
    }

    @SignedIn
    @Transactional(readOnly = true)
    public Settings settings() {
        return loads.settings();
    }

    /**
     * @throws app.mainstay.shared.RefusedException  when a number is out of bounds
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed(Role.IS_DIRECTOR)
    @Transactional
    public void save(Settings settings) {
        List<Problem> problems = new ArrayList<>();
        between("strategic", settings.strategic(), 0, 100, problems);
        between("core", settings.core(), 0, 100, problems);
        between("standard", settings.standard(), 0, 100, problems);
        between("other", settings.other(), 0, 100, problems);
        between("standardCapacity", settings.standardCapacity(), 1, MOST, problems);
        between("readingDays", settings.readingDays(), 0, 365, problems);
        Validation.refuse(problems);
        var stored = repository.findById(CoverageSettings.ID).orElseThrow();
        stored.requireVersion(settings.version());
        stored.change(settings);
    }

    /** Loads by person, in one query; of the viewer, and for managers and directors of the people of their units. Others are left out. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, Load> loads(Collection<Long> userIds) {
        var viewer = currentUser.require();
        if (userIds.isEmpty()) {
            return Map.of();
        }
        if (!viewer.role().seesUnit()) {
            return userIds.contains(viewer.id()) ? loads.of(List.of(viewer.id())) : Map.of();
        }
        var mine = jdbc.sql("select id from security_user where id in (:ids) and unit_id in (:units)").param("ids", userIds)
                .param("units", units.subtree(viewer.unitId())).query(Long.class).list();
        return loads.of(mine);
    }

    /**
     * Whom the viewer may make the representative of these accounts, people of their unit first, then by free capacity.
     *
     * @param text       part of the name; null or blank: anybody
     * @param accountIds accounts in question; empty for a new one
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Candidate> candidates(@Nullable String text, Collection<Long> accountIds, long offset, int limit) {
        var viewer = currentUser.require();
        Map<Long, Integer> added = new HashMap<>();
        var sameUnits = new HashSet<Long>();
        var holders = new HashSet<Long>();
        for (var portion : Loads.portions(accountIds.stream().distinct().sorted().toList(), PORTION)) {
            var where = new Sql().and("a.id in (:ids)", "ids", portion).and(scope.rows("a"));
            loads.points(where).forEach((user, points) -> added.merge(user, points, Integer::sum));
            jdbc.sql("select distinct a.unit_id, a.primary_rep_id from account a" + where.where()).params(where.params()).query(row -> {
                sameUnits.add(row.getLong(1));
                holders.add(row.getLong(2));
            });
        }
        if (accountIds.isEmpty()) {
            sameUnits.add(viewer.unitId());
        }
        var named = new Sql();
        if (text != null && !text.isBlank()) {
            String key = Sql.like(Names.key(text));
            named.and("(lower(u.display_name) like :text escape '!' or u.username like :text escape '!' or u.name_initials like :start escape '!' "
                    + "or u.name_sort like :start escape '!')").with("text", "%" + key + "%").with("start", key + "%");
        }
        return loads.candidates(named, units.subtree(viewer.unitId()), sameUnits, holders.size() == 1 ? holders.iterator().next() : null, added, offset,
                limit);
    }

    /**
     * Says what one of the own people can carry.
     *
     * @param points null: the standard again
     * @throws app.mainstay.shared.NotFoundException when the person is not of the viewer's units
     * @throws app.mainstay.shared.RefusedException  when the number is out of bounds
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void setCapacity(long userId, @Nullable Integer points) {
        if (users.find(userId).filter(user -> scope.mayAssignWithin(user.unitId())).isEmpty()) {
            throw new NotFoundException();
        }
        if (points == null) {
            personal.deleteById(userId);
            return;
        }
        List<Problem> problems = new ArrayList<>();
        between("points", points, 0, MOST, problems);
        Validation.refuse(problems);
        personal.findById(userId).ifPresentOrElse(stored -> stored.change(points), () -> personal.save(new PersonalCapacity(userId, points)));
    }

    private static void between(String field, int value, int least, int most, List<Problem> problems) {
        if (value < least || value > most) {
            problems.add(Problem.of(field, "problem.between", least, most));
        }
    }
}
