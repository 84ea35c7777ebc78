package app.mainstay.demo;

import app.mainstay.security.Passwords;
import app.mainstay.security.Role;
import app.mainstay.security.UnitDraft;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The demonstration's units and people: 3 units and 12 people who can sign in. A larger scale adds teams below the units, one
 * representative for about 500 accounts and one team for 40 of them (2,000 people at the largest scale); those have no password.
 */
@Component
@Profile("demo")
class DemoPeople {

    static final String PASSWORD = "mainstay";
    static final List<String> UNITS = List.of("华东华中组", "华北西部组", "华南海外组");
    static final int ACCOUNTS_EACH = 500;
    static final int TEAM = 40;

    /** @param joinedMonthsAgo nobody represents an account before that; larger than the history for whoever was always there */
    record Person(long id, String name, int joinedMonthsAgo) {
    }

    /** Who creates and assigns accounts, and who holds them. The manager holds some too and stands first. */
    record Team(Person manager, List<Person> people) {
    }

    /** @param units per unit of {@link #UNITS} its teams */
    record Company(Person director, List<List<Team>> units) {
    }

    private record Entry(String username, String name, Role role, int unit, int joinedMonthsAgo) {
    }

    private static final int ALWAYS = 1_000;
    private static final int ROOT = -1;
    private static final List<Entry> PEOPLE = List.of(
            new Entry("admin", "梁晓彤", Role.ADMINISTRATOR, ROOT, ALWAYS),
            new Entry("director", "沈嘉禾", Role.DIRECTOR, ROOT, ALWAYS),
            new Entry("manager", "顾承泽", Role.MANAGER, 0, ALWAYS),
            new Entry("member", "林语晨", Role.MEMBER, 0, ALWAYS),
            new Entry("zhou.ran", "周冉", Role.MEMBER, 0, ALWAYS),
            new Entry("su.muyang", "苏沐阳", Role.MEMBER, 0, 10),
            new Entry("fang.hao", "方皓", Role.MANAGER, 1, ALWAYS),
            new Entry("tang.yining", "唐以宁", Role.MEMBER, 1, ALWAYS),
            new Entry("qin.lu", "秦露", Role.MEMBER, 1, ALWAYS),
            new Entry("emma.whitfield", "Emma Whitfield", Role.MANAGER, 2, ALWAYS),
            new Entry("he.junxi", "何俊熙", Role.MEMBER, 2, ALWAYS),
            new Entry("lukas.brandt", "Lukas Brandt", Role.MEMBER, 2, 5));
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹";
    private static final String GIVEN = "思远雨桐子涵浩然欣怡梓轩若曦明哲诗涵俊杰静雯天宇佳琪文博雅楠志强婉清泽宇";

    private final UnitService units;
    private final UserService users;
    private final Passwords passwords;
    private final TransactionTemplate transaction;

    DemoPeople(UnitService units, UserService users, Passwords passwords, TransactionTemplate transaction) {
        this.units = units;
        this.users = users;
        this.passwords = passwords;
        this.transaction = transaction;
    }

    Company create(int accounts) {
        long root = inTransaction(() -> units.save(new UnitDraft(null, "大客户中心", null, 0)));
        List<Long> unitIds = inTransaction(() -> UNITS.stream().map(name -> units.save(new UnitDraft(null, name, root, 0))).toList());
        List<Person> people = inTransaction(() -> PEOPLE.stream().map(entry -> new Person(save(entry.username(), entry.name(), entry.role(),
                entry.unit() == ROOT ? root : unitIds.get(entry.unit())), entry.name(), entry.joinedMonthsAgo())).toList());
        inTransaction(() -> {
            passwords.setAlike(people.stream().map(Person::id).toList(), PASSWORD);
            return people;
        });
        List<List<Team>> teams = new ArrayList<>();
        for (int unit = 0; unit < UNITS.size(); unit++) {
            teams.add(new ArrayList<>(List.of(team(people, unit))));
        }
        int more = (accounts / ACCOUNTS_EACH - PEOPLE.size()) / TEAM;
        for (int number = 1; number <= more; number++) {
            int unit = number % UNITS.size();
            int team = number;
            teams.get(unit).add(inTransaction(() -> createTeam(team, unitIds.get(unit))));
        }
        return new Company(people.stream().filter(person -> PEOPLE.get(people.indexOf(person)).role() == Role.DIRECTOR).findFirst().orElseThrow(),
                teams);
    }

    private static Team team(List<Person> people, int unit) {
        List<Person> members = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            if (PEOPLE.get(i).unit() == unit) {
                members.add(people.get(i));
            }
        }
        return new Team(members.getFirst(), members);
    }

    private Team createTeam(int number, long unitId) {
        long id = units.save(new UnitDraft(null, "第%d组 Team %d".formatted(number, number), unitId, 0));
        List<Person> members = new ArrayList<>();
        for (int i = 0; i < TEAM; i++) {
            int person = number * TEAM + i;
            int given = Math.floorMod(person * 7, GIVEN.length() / 2) * 2;
            String name = SURNAMES.charAt(Math.floorMod(person * 11, SURNAMES.length())) + GIVEN.substring(given, given + 2);
            members.add(new Person(save("u" + person, name, i == 0 ? Role.MANAGER : Role.MEMBER, id), name, ALWAYS));
        }
        return new Team(members.getFirst(), members);
    }

    private long save(String username, String name, Role role, long unitId) {
        return users.save(new UserDraft(null, username, name, username + "@mainstay.example.com", role, unitId, 0));
    }

    private <T> T inTransaction(java.util.function.Supplier<@Nullable T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
