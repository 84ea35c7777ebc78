package app.mainstay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.audit.AuditContent.FieldChange;
import app.mainstay.audit.AuditContent.RowChange;
import app.mainstay.security.Role;
import app.mainstay.security.UnitDraft;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.settings.CalendarDay;
import app.mainstay.settings.DayKind;
import app.mainstay.settings.Holidays;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.SettingsDraft;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** What was there before and after, for viewers who may see it and for those who must not. */
@DatabaseTest
class AuditContentsTest {

    /** Told on their own pages, where rights are finer than a row's. */
    private static final Set<String> NOT_YET = Set.of("coverage_handover", "coverage_leave");
    /** What people do not read: keys, sort texts and the history's own columns. */
    private static final String TECHNICAL = "id|rev|revtype|revend|.*_key|.*_sort|.*_initials";

    @Autowired
    Fixtures fixtures;
    @Autowired
    AuditContents contents;
    @Autowired
    AuditReader reader;
    @Autowired
    AuditTrail trail;
    @Autowired
    List<AuditNames> things;
    @Autowired
    AccountService accounts;
    @Autowired
    UserService users;
    @Autowired
    UnitService units;
    @Autowired
    PlanRates rates;
    @Autowired
    Holidays holidays;
    @Autowired
    SettingsService settings;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;
    Viewer southern;

    @BeforeEach
    void company() {
        company = fixtures.company();
        southern = fixtures.user("southern", Role.DIRECTOR, company.south());
        clock.advance(Duration.ofDays(1));
    }

    private long latest(String thing, AuditAct act) {
        return fixtures.as(company.administrator(), () -> reader.page(new AuditFilter(Set.of(thing), Set.of(act), null, null),
                new Slice<>(0, 1, List.of(new Slice.Order<>(AuditSort.TIME, true))))).getFirst().id();
    }

    private AuditContent latest(Viewer viewer, String thing, AuditAct act) {
        long entry = latest(thing, act);
        return fixtures.as(viewer, () -> contents.find(entry, 0, 20)).orElseThrow();
    }

    private static List<String> words(AuditContent content) {
        return content.rows().stream().flatMap(row -> row.fields().stream()).map(AuditContentsTest::word).toList();
    }

    private static String word(FieldChange change) {
        return change.field().column() + " " + plain(change.before()) + " > " + plain(change.after());
    }

    private static Object plain(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value;
    }

    private long acme() {
        return fixtures.as(company.director(), () -> accounts.save(new AccountDraft(null, "Acme", "AC", null, Tier.CORE, null, "HK",
                null, new Money(new BigDecimal("1000000"), "CNY"), 12, 1998, null, null, List.of("b", "a"), company.member().id(), 0)));
    }

    @Test
    void aChangeIsToldFieldByField() {
        long acme = acme();
        assertThat(words(latest(company.director(), "account", AuditAct.ADDED))).contains("name null > Acme", "tier null > CORE", "region null > HK",
                "revenue_amount null > 1000000", "founded null > 1998", "tag null > [a, b]", "primary_rep_id null > " + company.member().id())
                .noneMatch(word -> word.startsWith("website") || word.startsWith("archived_at"));
        fixtures.as(company.member(), () -> Because.of("grown", null, () -> accounts.save(new AccountDraft(acme, "Acme Group", "AC", null, Tier.STRATEGIC, null, "HK",
                null, new Money(new BigDecimal("1000000.00"), "CNY"), null, 1998, null, null, List.of("b", "c"), company.member().id(),
                accounts.get(acme).draft().version()))));

        var content = latest(company.director(), "account", AuditAct.CHANGED);
        assertThat(words(content)).containsExactlyInAnyOrder("name Acme > Acme Group", "tier CORE > STRATEGIC", "employees 12 > null", "tag [a, b] > [b, c]");
        assertThat(content.rows()).singleElement().extracting(RowChange::id).isEqualTo(acme);
        assertThat(content.change().actorId()).isEqualTo(company.member().id());
        assertThat(content.hidden()).isZero();
        fixtures.as(company.director(), () -> accounts.archive(acme, accounts.get(acme).draft().version()));
        assertThat(words(latest(company.director(), "account", AuditAct.CHANGED))).singleElement().asString().startsWith("archived_at null > 2026-11-25T");
    }

    /** What an account holds is for those who see the account. */
    @Test
    void whoDoesNotSeeTheAccountSeesNoneOfItsValues() {
        acme();
        for (Viewer viewer : List.of(company.administrator(), southern)) {
            var content = latest(viewer, "account", AuditAct.ADDED);
            assertThat(content.rows()).isEmpty();
            assertThat(content.seen()).isZero();
            assertThat(content.hidden()).isEqualTo(1);
        }
        for (Role role : new Role[]{Role.MEMBER, Role.MANAGER}) {
            long entry = latest("account", AuditAct.ADDED);
            fixtures.as(company.of(role), () -> {
                assertThatThrownBy(() -> contents.find(entry, 0, 20)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> reader.find(entry)).isInstanceOf(AccessDeniedException.class);
            });
        }
    }

    @Test
    void ofABatchOneSeesTheOwnPart() {
        fixtures.account(company, "Acme", company.member());
        fixtures.account(company, "Bolt", company.member());
        fixtures.account(company, "Cove", company.member());
        move(company.member(), company.south());
        // One of the three goes back, with its whole history.
        long cove = jdbc.sql("select id from account where name = 'Cove'").query(Long.class).single();
        var content = latest(southern, "account", AuditAct.CHANGED);
        assertThat(content.seen()).isEqualTo(3);
        fixtures.reassign(company.director(), cove, company.colleague());
        long batch = jdbc.sql("select id from audit_change where thing = 'account' and row_count = 3").query(Long.class).single();
        var seen = fixtures.as(southern, () -> contents.find(batch, 0, 20)).orElseThrow();
        assertThat(seen.seen()).isEqualTo(2);
        assertThat(seen.hidden()).isEqualTo(1);
        assertThat(seen.rows()).extracting(RowChange::id).doesNotContain(cove);
        assertThat(words(seen)).containsOnly("unit_id " + company.city() + " > " + company.south());
        assertThat(fixtures.as(company.administrator(), () -> contents.find(batch, 0, 20)).orElseThrow().rows()).isEmpty();
    }

    private void move(Viewer person, long unit) {
        fixtures.as(company.administrator(), () -> {
            UserDraft draft = users.get(person.id());
            users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), draft.role(), unit, draft.version()));
        });
    }

    @Test
    void aBatchIsReadPageByPage() {
        for (int i = 0; i < 45; i++) {
            fixtures.account(company, "Account " + i, company.member());
        }
        move(company.member(), company.south());
        long batch = latest("account", AuditAct.CHANGED);
        fixtures.as(company.director(), () -> {
            var ids = new ArrayList<Long>();
            for (int offset = 0; offset < 60; offset += 20) {
                var page = contents.find(batch, offset, 20).orElseThrow();
                assertThat(page.seen()).isEqualTo(45);
                page.rows().forEach(row -> ids.add(row.id()));
            }
            assertThat(ids).hasSize(45).isSorted().doesNotHaveDuplicates();
            assertThat(contents.find(batch, 60, 20).orElseThrow().rows()).isEmpty();
        });
    }

    @Test
    void whatWasDeletedIsToldToWhomMayReadIt() {
        fixtures.as(company.administrator(), () -> {
            rates.remove(rates.save(new PlanRates.Rate(2026, "USD", new BigDecimal("7.10"))), 0);
            holidays.remove(holidays.save(new CalendarDay(null, LocalDate.of(2026, 3, 12), DayKind.HOLIDAY, "", "公司纪念日", null, 0)), 0);
        });
        assertThat(words(latest(company.administrator(), "settings_plan_rate", AuditAct.DELETED))).containsExactly("plan_year 2026 > null",
                "currency USD > null", "rate 7.1 > null");
        assertThat(latest(company.director(), "settings_plan_rate", AuditAct.DELETED).rows()).isEmpty();
        assertThat(words(latest(company.director(), "settings_calendar_day", AuditAct.DELETED))).contains("calendar_day 2026-03-12 > null",
                "name_zh 公司纪念日 > null");
    }

    @Test
    void peopleAreReadByAdministratorsAndByThoseAboveThem() {
        fixtures.as(company.administrator(), () -> {
            UserDraft draft = users.get(company.member().id());
            users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), "new@example.com", Role.MANAGER, draft.unitId(), draft.version()));
        });
        for (Viewer viewer : List.of(company.administrator(), company.director())) {
            assertThat(words(latest(viewer, "security_user", AuditAct.CHANGED))).containsExactly("email member@example.com > new@example.com",
                    "role MEMBER > MANAGER");
        }
        assertThat(latest(southern, "security_user", AuditAct.CHANGED).rows()).isEmpty();
    }

    @Test
    void unitsAndSettingsAreReadByBoth() {
        fixtures.as(company.administrator(), () -> {
            units.save(new UnitDraft(company.city(), "Town", company.south(), 0));
            settings.save(new SettingsDraft("Asia/Tokyo", 4, "CNY", 0));
        });
        for (Viewer viewer : List.of(company.administrator(), southern)) {
            assertThat(words(latest(viewer, "security_unit", AuditAct.CHANGED))).containsExactly("name City > Town",
                    "parent_id " + company.north() + " > " + company.south());
            assertThat(words(latest(viewer, "settings_business", AuditAct.CHANGED))).containsExactly("zone Asia/Shanghai > Asia/Tokyo",
                    "fiscal_start_month 1 > 4");
        }
    }

    @Test
    void anActHasNoRowsAndWhatDoesNotExistIsNothing() {
        fixtures.as(company.director(), () -> {
            trail.record("list.export", "account", Map.of("rows", 12));
            var act = reader.page(AuditFilter.ALL, new Slice<>(0, 1, List.of(new Slice.Order<>(AuditSort.TIME, true)))).getFirst();
            assertThat(contents.find(act.id(), 0, 20)).hasValueSatisfying(content -> {
                assertThat(content.rows()).isEmpty();
                assertThat(content.change().parameters()).containsEntry("rows", 12);
            });
            assertThat(contents.find(1, 0, 20)).isEmpty();
        });
    }

    /** A new audited entity says how it reads and to whom; whoever forgets it shows nothing. */
    @Test
    void everyColumnOfEveryHistoryIsDescribed() {
        var described = things.stream().collect(Collectors.toMap(AuditNames::thing, thing -> thing));
        var audited = fixtures.as(company.director(), () -> reader.things().stream().map(AuditThing::name).filter(name -> !name.contains("."))
                .filter(name -> !NOT_YET.contains(name)).toList());
        assertThat(audited).hasSizeGreaterThan(8).allSatisfy(thing -> {
            assertThat(described).containsKey(thing);
            var fields = described.get(thing).fields();
            var columns = jdbc.sql("select * from " + thing + "_aud where 1 = 0").query(row -> {
                var names = new ArrayList<String>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    names.add(row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
                }
                return names;
            });
            assertThat(fields.stream().filter(field -> field.kind() != AuditField.Kind.ELEMENTS).map(AuditField::column)).as(thing)
                    .containsExactlyInAnyOrderElementsOf(columns.stream().filter(column -> !column.matches(TECHNICAL)).toList());
            assertThat(fields).allSatisfy(field -> assertThat(Words.text(field.labelKey(), Locale.ENGLISH)).as(field.toString()).isNotEmpty());
            assertThat(fields).filteredOn(field -> field.kind() == AuditField.Kind.REFERENCE)
                    .allSatisfy(field -> assertThat(described).containsKey(field.of()));
        });
    }
}
