package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.coverage.HandoverDraft;
import app.mainstay.coverage.Handovers;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.Meetings;
import app.mainstay.security.Role;
import app.mainstay.security.ui.LoginView;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Which screen opens for whom. A screen that is not in the table fails, so nobody forgets to decide. */
class ViewRightsTest extends ViewTest {

    /** OPEN: the screen; NOTHING: "nothing here", because the record is out of sight; SHUT: "not for your role"; LOGIN: sign in first. */
    enum Door { OPEN, NOTHING, SHUT, LOGIN }

    private static final String ACCOUNT = "{account of the member}";
    private static final String MEETING = "{meeting about the account}";
    private static final String HANDOVER = "{open handover of the member}";

    @Autowired
    private Handovers handovers;
    @Autowired
    private Meetings meetings;
    @Autowired
    private SettingsService settings;

    static Stream<Arguments> table() {
        return Stream.of(
                //                                                      member   manager  director administrator nobody
                row("LoginView", "login",                               "OPEN    OPEN     OPEN     OPEN          OPEN"),
                row("InviteView", "invite/unknown",                     "OPEN    OPEN     OPEN     OPEN          OPEN"),
                row("PasswordView", "password",                         "OPEN    OPEN     OPEN     OPEN          LOGIN"),
                row("HomeView>AccountListView|UsersView", "",           "OPEN    OPEN     OPEN     OPEN          LOGIN"),
                row("AccountListView", "accounts",                      "OPEN    OPEN     OPEN     OPEN          LOGIN"),
                row("AccountView", "accounts/" + ACCOUNT,               "OPEN    OPEN     OPEN     NOTHING       LOGIN"),
                row("AccountFormView", "accounts/" + ACCOUNT + "/edit", "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("AccountFormView", "accounts/new",                  "SHUT    OPEN     OPEN     SHUT          LOGIN"),
                row("ContactFormView", "accounts/" + ACCOUNT + "/contacts/new", "OPEN OPEN  OPEN     SHUT          LOGIN"),
                row("OpportunitiesView", "opportunities",               "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("OpportunityBoardView", "opportunities/board",      "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("AnalysisView", "opportunities/analysis",           "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("OpportunityView", "opportunities/new",             "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("StagesView", "opportunities/stages",               "SHUT    SHUT     OPEN     SHUT          LOGIN"),
                row("StageView", "opportunities/stages/new",            "SHUT    SHUT     OPEN     SHUT          LOGIN"),
                row("TasksView", "tasks",                               "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("TaskView", "tasks/new",                            "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("ProductsView", "products",                         "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("ProductView", "products/new",                      "SHUT    OPEN     OPEN     SHUT          LOGIN"),
                row("CompetitorsView", "competitors",                   "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("CompetitorView", "competitors/new",                "SHUT    OPEN     OPEN     SHUT          LOGIN"),
                row("DuplicatesView", "accounts/duplicates",            "SHUT    OPEN     OPEN     SHUT          LOGIN"),
                row("MergeView", "accounts/" + ACCOUNT + "/merge/" + ACCOUNT, "SHUT OPEN  OPEN     SHUT          LOGIN"),
                row("ImportView", "import",                             "SHUT    OPEN     OPEN     OPEN          LOGIN"),
                row("UsersView", "admin",                               "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("UsersView", "admin/users",                         "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("UnitsView", "admin/units",                         "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("RolesView", "admin/roles",                         "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("CodesView", "admin/codes",                         "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("SettingsView", "admin/settings",                   "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("CalendarView", "admin/calendar",                   "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("JobsView", "admin/jobs",                           "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("MailView", "admin/mail",                           "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("SecurityLogView", "admin/security",                "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("AuditView", "admin/audit",                         "SHUT    SHUT     OPEN     OPEN          LOGIN"),
                row("CoverageBoardView", "team/coverage",               "SHUT    OPEN     OPEN     SHUT          LOGIN"),
                row("PlannedView", "team/coverage/planned",             "SHUT    OPEN     OPEN     SHUT          LOGIN"),
                row("CoverageSettingsView", "team/coverage/settings",   "SHUT    SHUT     OPEN     SHUT          LOGIN"),
                row("LeavesView", "team/leave",                         "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("HandoversView", "team/handovers",                  "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("HandoverView", "team/handovers/" + HANDOVER,       "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("HandoverFormView", "team/handovers/" + HANDOVER + "/edit", "SHUT OPEN OPEN    SHUT          LOGIN"),
                row("HandoverFormView", "team/handovers/new",           "SHUT    OPEN     OPEN     SHUT          LOGIN"),
                row("MeetingCalendarView", "calendar",                  "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("MeetingFormView", "meetings/new",                  "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("MeetingView", "meetings/" + MEETING,               "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("MeetingFormView", "meetings/" + MEETING + "/edit", "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("PrepView", "meetings/" + MEETING + "/prep",        "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("FeedView", "calendar/feed",                        "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("IntakeView", "calendar/upload",                    "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("CadenceView", "cadence",                           "OPEN    OPEN     OPEN     SHUT          LOGIN"),
                row("CadenceRulesView", "cadence/rules",                "SHUT    SHUT     OPEN     OPEN          LOGIN"),
                row("NotificationsView", "notifications",               "OPEN    OPEN     OPEN     OPEN          LOGIN"),
                row("InvariantsView", "admin/invariants",               "SHUT    SHUT     SHUT     OPEN          LOGIN"),
                row("MySecurityView", "security",                       "OPEN    OPEN     OPEN     OPEN          LOGIN"));
    }

    @ParameterizedTest(name = "/{1}")
    @MethodSource("table")
    void opensForWhomTheTableSays(String view, String path, List<Door> expected) {
        var company = fixtures.company();
        long account = fixtures.account(company, "Acme", company.member());
        String address = path.replace(ACCOUNT, Ids.text(account)).replace(HANDOVER, path.contains(HANDOVER) ? Ids.text(handover(company, account)) : "")
                .replace(MEETING, path.contains(MEETING) ? Ids.text(meeting(company, account)) : "");
        var actual = new ArrayList<Door>();
        for (Role role : Role.values()) {
            openAs(company.of(role), address);
            actual.add(door(view));
        }
        open(address);
        actual.add(door(view));
        assertThat(actual).isEqualTo(expected);
    }

    private long meeting(Fixtures.Company company, long account) {
        var start = settings.today().plusDays(1).atTime(10, 0);
        return fixtures.as(company.member(), () -> meetings.save(new MeetingDraft(null, "Visit", MeetingKind.VISIT, List.of(account), null, null, null, start, start.plusHours(1),
                settings.zone().getId(), null, company.member().id(), List.of(), List.of(), List.of(), List.of(), null, true, 0), Extent.THIS));
    }

    private long handover(Fixtures.Company company, long account) {
        return fixtures.as(company.manager(), () -> {
            long id = handovers.save(new HandoverDraft(null, company.member().id(), company.colleague().id(), false, Set.of(account),
                    settings.today().plusDays(1), "Region changes", null, 0));
            handovers.open(id, handovers.draft(id).version());
            return id;
        });
    }

    /** Who sees no accounts does not begin with their empty list. */
    @Test
    void theFirstScreenIsTheOneOfTheRole() {
        var company = fixtures.company();
        openAs(company.administrator(), "");
        assertThat(view().getClass().getSimpleName()).isEqualTo("UsersView");
        openAs(company.member(), "");
        assertThat(view().getClass().getSimpleName()).isEqualTo("AccountListView");
    }

    @Test
    void everyScreenIsInTheTable() {
        assertThat(screens()).isNotEmpty().extracting(Class::getSimpleName)
                .allMatch(name -> table().anyMatch(row -> ((String) row.get()[0]).split(">")[0].equals(name)));
    }

    /** Denied unless annotated; two annotations are a riddle. */
    @Test
    void everyScreenSaysOnceWhoMayOpenIt() {
        assertThat(screens()).allSatisfy(screen -> assertThat(Stream.of(AnonymousAllowed.class, PermitAll.class, RolesAllowed.class, DenyAll.class)
                .filter(screen::isAnnotationPresent)).as(screen.getName()).hasSize(1));
    }

    private static Stream<Class<?>> screens() {
        return classes(new AnnotationTypeFilter(Route.class));
    }

    /** Vaadin checks the annotations of screens itself; Spring Security's proxy around one would be a second, empty component. */
    @Test
    void screensAreNotProxied() {
        openAs(fixtures.company().director(), "password");
        assertThat(view().getClass().getSimpleName()).isEqualTo("PasswordView");
    }

    private Door door(String view) {
        Component shown = view();
        if (shown instanceof HasErrorParameter<?>) {
            var type = ResolvableType.forInstance(shown).as(HasErrorParameter.class).getGeneric(0).resolve();
            return type == AccessDeniedException.class || type == org.springframework.security.access.AccessDeniedException.class ? Door.SHUT
                    : type == app.mainstay.shared.NotFoundException.class ? Door.NOTHING : failed(shown);
        }
        String name = shown.getClass().getSimpleName();
        // "A>B|C": the screen A leads on to B or C.
        return List.of(view.replaceFirst(".*>", "").split("\\|")).contains(name) ? Door.OPEN : shown instanceof LoginView ? Door.LOGIN : failed(shown);
    }

    private static Door failed(Component shown) {
        throw new AssertionError("unexpected screen: " + shown.getClass() + " " + shown.getElement().getTextRecursively());
    }

    private static Arguments row(String view, String path, String doors) {
        return Arguments.of(view, path, Stream.of(doors.split(" +")).map(Door::valueOf).toList());
    }
}
