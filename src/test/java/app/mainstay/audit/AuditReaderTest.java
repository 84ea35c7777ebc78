package app.mainstay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountService;
import app.mainstay.admin.AuditList;
import app.mainstay.base.list.ListQuery;
import app.mainstay.security.Role;
import app.mainstay.security.UnitDraft;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.PlanRates;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class AuditReaderTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AuditReader reader;
    @Autowired
    AuditTrail trail;
    @Autowired
    AuditList list;
    @Autowired
    AccountService accounts;
    @Autowired
    UserService users;
    @Autowired
    UnitService units;
    @Autowired
    PlanRates rates;
    @Autowired
    CodeLists codes;
    @Autowired
    TestClock clock;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
        clock.advance(Duration.ofDays(1));
    }

    private List<AuditList.Line> lines(Viewer viewer, String query) {
        return fixtures.as(viewer, () -> list.page(list.filter(ListQuery.parse(query)), new Slice<>(0, 50, List.of(list.standardOrder()))));
    }

    private static List<String> words(List<AuditList.Line> lines) {
        return lines.stream().map(line -> line.actor() + " " + line.row().act() + " " + line.row().thing().name() + " " + line.name()).toList();
    }

    @Test
    void changesAndActsAreOneListNewestFirst() {
        long acme = fixtures.account(company, "Acme", company.member());
        fixtures.as(company.manager(), () -> accounts.archive(acme, 0));
        fixtures.as(company.manager(), () -> trail.record("list.export", "account", Map.of("rows", 12)));
        fixtures.as(company.administrator(), () -> units.save(new UnitDraft(null, "West", company.root(), 0)));

        // The company was made the day before.
        assertThat(lines(company.director(), "days=0")).hasSize(4);
        assertThat(words(lines(company.director(), "actor=" + Ids.text(company.manager().id())))).containsExactly("Manager DONE list.export null",
                "Manager CHANGED account Acme");
        assertThat(words(lines(company.director(), ""))).startsWith("Administrator ADDED security_unit West", "Manager DONE list.export null",
                "Manager CHANGED account Acme", "Director ADDED account Acme");
        assertThat(words(lines(company.director(), "act=changed,done&thing=account"))).containsExactly("Manager CHANGED account Acme");
        assertThat(words(lines(company.director(), "thing=list.export"))).containsExactly("Manager DONE list.export null");
        assertThat(lines(company.director(), "thing=nonsense")).isEmpty();
    }

    @Test
    void anAdministratorLearnsThatAnAccountWasChangedAndNotWhich() {
        fixtures.account(company, "Acme", company.member());

        assertThat(words(lines(company.administrator(), "thing=account"))).containsExactly("Director ADDED account null");
        assertThat(words(lines(company.administrator(), "thing=security_user&act=added"))).contains("null ADDED security_user Member");
    }

    @Test
    void ratesAndCodesAreNamedByWhatTheyAre() {
        fixtures.as(company.administrator(), () -> {
            rates.save(new PlanRates.Rate(null, 2026, "USD", new BigDecimal("7.1"), 0));
            var code = codes.entries(CodeList.REGION).getFirst();
            codes.save(new CodeEntry(code.id(), code.list(), code.code(), "Renamed", code.labelZh(), code.position(), code.active(), code.version()));
        });

        String query = "actor=" + Ids.text(company.administrator().id());
        assertThat(words(lines(company.administrator(), query))).containsExactly(
                "Administrator CHANGED settings_code CN-E", "Administrator ADDED settings_plan_rate 2026 USD");
        // Rates are the administrators' own.
        assertThat(words(lines(company.director(), query))).last().isEqualTo("Administrator ADDED settings_plan_rate null");
    }

    @Test
    void manyRowsOfOneTransactionAreOneLine() {
        fixtures.account(company, "Acme", company.member());
        fixtures.account(company, "Bolt", company.member());
        fixtures.as(company.administrator(), () -> {
            UserDraft draft = users.get(company.member().id());
            users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), draft.role(), company.south(), draft.version()));
        });

        var lines = lines(company.administrator(), "actor=" + Ids.text(company.administrator().id()));
        assertThat(lines).extracting(line -> line.row().thing().name()).containsExactlyInAnyOrder("security_user", "account");
        assertThat(lines).filteredOn(line -> line.row().thing().name().equals("account")).singleElement()
                .extracting(line -> line.row().rows()).isEqualTo(2L);
    }

    @Test
    void whatWasRolledBackIsNotListed() {
        int before = lines(company.director(), "").size();
        fixtures.as(company.administrator(), () -> assertThatThrownBy(() -> units.save(new UnitDraft(null, "North", company.root(), 0))));
        assertThat(lines(company.director(), "")).hasSize(before);
    }

    @Test
    void pagesPortionsAndCountsAgree() {
        for (int i = 0; i < 5; i++) {
            fixtures.account(company, "Account " + i, company.member());
            fixtures.as(company.director(), () -> trail.record("list.export", "account", Map.of()));
        }
        fixtures.as(company.director(), () -> {
            var filter = AuditFilter.ALL;
            long all = list.count(filter);
            var paged = new ArrayList<Long>();
            for (int offset = 0; offset < all; offset += 3) {
                list.page(filter, new Slice<>(offset, 3, List.of())).forEach(line -> paged.add(line.row().id()));
            }
            var streamed = new ArrayList<Long>();
            list.stream(filter, List.of(list.standardOrder()), line -> streamed.add(line.row().id()));
            assertThat(paged).isEqualTo(streamed).hasSize((int) all).doesNotHaveDuplicates();
            assertThat(list.estimate(filter, 3)).isEqualTo(4);
            var ascending = new ArrayList<Long>();
            list.stream(filter, List.of(new Slice.Order<>(AuditSort.TIME, false)), line -> ascending.add(line.row().id()));
            assertThat(ascending.reversed()).isEqualTo(streamed);
        });
    }

    /** Another screen's reader may look only at what the table of roles says. */
    @Test
    void directorsAndAdministratorsReadIt() {
        for (Role role : new Role[]{Role.MEMBER, Role.MANAGER}) {
            fixtures.as(company.of(role), () -> {
                assertThatThrownBy(() -> reader.page(AuditFilter.ALL, new Slice<>(0, 1, List.of()))).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> reader.count(AuditFilter.ALL, 1)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> reader.stream(AuditFilter.ALL, List.of(), rows -> {
                })).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> reader.things()).isInstanceOf(AccessDeniedException.class);
            });
        }
    }

    /** A new audited entity needs a word, see the translations below "audit.thing.". */
    @Test
    void everyKindOfThingHasAName() {
        fixtures.as(company.director(), () -> assertThat(reader.things()).hasSizeGreaterThan(5)
                .allSatisfy(thing -> assertThat(app.mainstay.shared.Words.text(thing.labelKey(), java.util.Locale.ENGLISH)).as(thing.name()).isNotEmpty()));
    }
}
