package app.mainstay.admin.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._findAll;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.admin.AuditList;
import app.mainstay.audit.Because;
import app.mainstay.admin.SecurityLogList;
import app.mainstay.audit.AuditFilter;
import app.mainstay.audit.AuditSort;
import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.Translations;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.log.Origin;
import app.mainstay.security.log.SecurityEntry;
import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityFilter;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.security.signin.SessionStore;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Words;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.sidenav.SideNavItem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.access.AccessDeniedException;

class LogViewsTest extends ViewTest {

    @Autowired
    SecurityLog log;
    @Autowired
    SecurityLogList securityList;
    @Autowired
    AuditList auditList;
    @Autowired
    ListExport export;
    @Autowired
    UserService users;
    @Autowired
    AccountService accounts;
    @Autowired
    SessionStore store;
    @Autowired
    TestClock clock;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    @SuppressWarnings("unchecked")
    private static List<SecurityEntry> entries() {
        return _findAll((Grid<SecurityEntry>) _get(Grid.class));
    }

    @SuppressWarnings("unchecked")
    private static List<AuditList.Line> lines() {
        return _findAll((Grid<AuditList.Line>) _get(Grid.class));
    }

    @Test
    void refusedScreensAndServicesAreWrittenDown() {
        openAs(company.member(), "admin/settings");
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> users.deactivate(company.manager().id()))).isInstanceOf(AccessDeniedException.class);
        openAs(company.administrator(), "admin/security?event=refused");

        assertThat(entries()).extracting(SecurityEntry::user, SecurityEntry::reason, SecurityEntry::subject).containsExactly(
                org.assertj.core.groups.Tuple.tuple("Member", SecurityReason.SERVICE, "UserService.deactivate"),
                org.assertj.core.groups.Tuple.tuple("Member", SecurityReason.SCREEN, "/admin/settings"));
    }

    @Test
    void theAddressFiltersTheSecurityLog() {
        store.begin(new MockHttpSession(), company.member(), Origin.of("10.1.0.1", null), null);
        log.recordEnd(company.member().id(), SecurityReason.IDLE, Origin.of("10.1.0.1", null));
        log.recordEnd(company.colleague().id(), SecurityReason.IDLE, Origin.of("10.2.0.1", null));
        openAs(company.administrator(), "admin/security?q=10.1.&event=session_ended");
        assertThat(entries()).singleElement().extracting(SecurityEntry::user).isEqualTo("Member");
        navigate("admin/security?user=" + Ids.text(company.colleague().id()));
        assertThat(entries()).singleElement().extracting(SecurityEntry::address).isEqualTo("10.2.0.1");
        navigate("admin/security?user=nonsense&event=nonsense&days=nonsense&sort=time");
        assertThat(entries()).hasSize(3).first().extracting(SecurityEntry::event).isEqualTo(SecurityEvent.SIGN_IN);
        clock.advance(Duration.ofDays(3));
        navigate("admin/security?days=2");
        assertThat(entries()).isEmpty();
    }

    @Test
    void bothLogsAreExportedWithTheHour() {
        log.recordEnd(company.member().id(), SecurityReason.IDLE, Origin.of("10.1.0.1", null));
        fixtures.as(company.administrator(), () -> {
            var file = new ByteArrayOutputStream();
            export.write(securityList, ListQuery.ALL, List.of(), ListExport.Format.CSV, Locale.SIMPLIFIED_CHINESE, file);
            assertThat(file.toString(StandardCharsets.UTF_8)).contains("2026-11-24 10:30:00").contains("会话结束").contains("长时间无操作");
            file.reset();
            export.write(auditList, ListQuery.ALL, List.of(), ListExport.Format.CSV, Locale.ENGLISH, file);
            assertThat(file.toString(StandardCharsets.UTF_8)).contains("Added").contains("User").contains("Member").contains("System");
        });
    }

    @Test
    void nobodyButAnAdministratorReadsTheSecurityLog() {
        for (Role role : new Role[]{Role.MEMBER, Role.MANAGER, Role.DIRECTOR}) {
            fixtures.as(company.of(role), () -> {
                assertThatThrownBy(() -> log.page(SecurityFilter.ALL, new Slice<>(0, 1, List.of()))).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> log.count(SecurityFilter.ALL, 1)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> log.stream(SecurityFilter.ALL, List.of(), entry -> {
                })).isInstanceOf(AccessDeniedException.class);
            });
        }
    }

    @Test
    void aDirectorReadsTheAuditTrailAndFindsItInTheNavigation() {
        fixtures.account(company, "Acme", company.member());
        openAs(company.director(), "admin/audit?thing=account");

        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.actor()).isEqualTo("Director");
            assertThat(line.name()).isEqualTo("Acme");
        });
        _get(SideNavItem.class, spec -> spec.withLabel("Audit trail"));
        _assertNone(Nav.class, spec -> spec.withAttribute("class", "page-tabs"));
        openAs(company.administrator(), "admin/audit?thing=account");
        assertThat(lines()).singleElement().extracting(AuditList.Line::name).isNull();
    }

    @Test
    void aRowOpensWhatWasThereBeforeAndAfter() {
        long acme = fixtures.account(company, "Acme", company.member());
        fixtures.as(company.director(), () -> {
            var draft = accounts.get(acme).draft();
            Because.of("grown", null, () -> accounts.save(new AccountDraft(acme, "Acme Group", null, null, Tier.STRATEGIC, null, "HK", null, null, null, null, null, null,
                    List.of(), company.member().id(), draft.version())));
        });
        openAs(company.director(), "admin/audit?thing=account&act=changed");
        navigate(address() + "&edit=" + Ids.text(lines().getFirst().row().id()));
        assertThat(panel()).contains("Account: Changed", "Director", "Acme Group", "Before", "After");
        assertThat(cells()).containsSequence("Name", "Acme", "Acme Group").containsSequence("Tier", "Core", "Strategic")
                .containsSequence("Region", "–", "Hong Kong, China");

        openAs(company.director(), Translations.CHINESE, "admin/audit?edit=" + Ids.text(lines().getFirst().row().id()));
        assertThat(panel()).contains("修改前", "修改后").doesNotContain("!{");
        assertThat(cells()).containsSequence("地区", "–", "中国香港");
        openAs(company.administrator(), "admin/audit?thing=account&act=changed");
        navigate("admin/audit?edit=" + Ids.text(lines().getFirst().row().id()));
        assertThat(panel()).contains("One row is out of your sight.").doesNotContain("Acme").doesNotContain("Strategic");
        navigate("admin/audit?edit=" + Ids.text(1));
        _assertNone(Aside.class);
    }

    @Test
    void manyRowsAreTurnedPageByPage() {
        for (int i = 0; i < 21; i++) {
            fixtures.account(company, "Account " + i, company.member());
        }
        fixtures.as(company.administrator(), () -> {
            var draft = users.get(company.member().id());
            users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), draft.role(), company.south(), draft.version()));
        });
        openAs(company.director(), "admin/audit?thing=account&act=changed");
        navigate("admin/audit?edit=" + Ids.text(lines().getFirst().row().id()));
        assertThat(panel()).contains("Rows 1–20 of 21", "Account 0").doesNotContain("Account 20");
        _click(_get(Button.class, spec -> spec.withAttribute("aria-label", "Rows after")));
        assertThat(panel()).contains("Rows 21–21 of 21", "Account 20").doesNotContain("Account 19");
        assertThat(cells()).containsExactly("Unit", "City", "South");
    }

    @Test
    void anExportTellsWhatWasAsked() {
        fixtures.as(company.director(), () -> export.write(auditList, ListQuery.parse("act=added"), List.of(), ListExport.Format.CSV, Locale.ENGLISH,
                new ByteArrayOutputStream()));
        openAs(company.director(), "admin/audit?thing=list.export");
        navigate("admin/audit?edit=" + Ids.text(lines().getFirst().row().id()));
        assertThat(panel()).contains("Exported a list", "Filters and order", "act=added", "Complete");
    }

    private static String panel() {
        return _get(Aside.class).getElement().getTextRecursively();
    }

    private static List<String> cells() {
        return _find(NativeTableCell.class).stream().map(cell -> cell.getText()).toList();
    }

    @Test
    void whatTheSystemGivesAsReasonIsSaidInTheReadersWords() {
        fixtures.as(company.administrator(), () -> {
            var line = auditList.page(AuditFilter.ALL, new Slice<>(0, 50, List.of(new Slice.Order<>(AuditSort.TIME, false)))).getFirst();
            assertThat(line.row().text()).isEqualTo("installation");
            Object shown = auditList.columns().stream().filter(column -> column.key().equals("text")).findFirst().orElseThrow().value().apply(line);
            assertThat(shown).isInstanceOfSatisfying(Coded.class, reason -> {
                assertThat(Words.text(reason.labelKey(), Locale.SIMPLIFIED_CHINESE)).isEqualTo("安装");
                assertThat(Words.text(reason.labelKey(), Locale.ENGLISH)).isEqualTo("Installation");
            });
        });
    }

    @Test
    void theSettingsForSigningInAreChangedInThePanel() {
        openAs(company.administrator(), "admin/settings");
        assertThat(_get(Paragraph.class, spec -> spec.withText("Signed out after 120 minutes without activity, after 12 hours in any case. "
                + "Devices may stay signed in for 14 days. The security log is kept for 365 days."))).isNotNull();
        _click(_get(Button.class, spec -> spec.withText("Change")));
        assertThat(address()).startsWith("admin/settings?edit=");
    }

    @Test
    void anAdministratorEndsTheSessionsOfAPerson() {
        store.begin(new MockHttpSession(), company.member(), Origin.of("10.1.0.1", null), null);
        openAs(company.administrator(), "admin?edit=" + Ids.text(company.member().id()));
        _click(_get(Button.class, spec -> spec.withText("End these sessions")));

        expectNotifications("Member is signed out everywhere.");
        _assertNone(Button.class, spec -> spec.withText("End these sessions"));
        navigate("admin/security?event=session_ended");
        assertThat(entries()).singleElement().extracting(SecurityEntry::reason, SecurityEntry::actor)
                .containsExactly(SecurityReason.BY_ADMINISTRATOR, "Administrator");
    }
}
