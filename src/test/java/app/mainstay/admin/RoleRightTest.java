package app.mainstay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.ApplicationTest;
import app.mainstay.Fixtures;
import app.mainstay.admin.RoleRight.Reach;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountFilter;
import app.mainstay.audit.AuditReader;
import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.SavedViews;
import app.mainstay.importing.ImportService;
import app.mainstay.importing.ImportTarget;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.settings.BusinessHours;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.Holidays;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.SettingsService;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the table of roles tells is what the services enforce. */
@ApplicationTest
class RoleRightTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    SavedViews views;
    @Autowired
    ImportService imports;

    static Stream<Arguments> doors() {
        return Stream.of(
                Arguments.of(RoleRight.EDIT_ACCOUNTS, AccountService.class, "save"),
                Arguments.of(RoleRight.ARCHIVE_ACCOUNTS, AccountService.class, "archive"),
                Arguments.of(RoleRight.ARCHIVE_ACCOUNTS, AccountService.class, "restore"),
                Arguments.of(RoleRight.EXPORT_LISTS, ListExport.class, "write"),
                Arguments.of(RoleRight.KEEP_VIEWS, SavedViews.class, "save"),
                Arguments.of(RoleRight.INHERIT_VIEWS, SavedViews.class, "takeOver"),
                Arguments.of(RoleRight.READ_AUDIT, AuditReader.class, "page"),
                Arguments.of(RoleRight.READ_SECURITY_LOG, SecurityLog.class, "page"),
                Arguments.of(RoleRight.MANAGE_PEOPLE, UserService.class, "save"),
                Arguments.of(RoleRight.MANAGE_PEOPLE, UserService.class, "deactivate"),
                Arguments.of(RoleRight.MANAGE_PEOPLE, UnitService.class, "save"),
                Arguments.of(RoleRight.MANAGE_SETTINGS, SettingsService.class, "save"),
                Arguments.of(RoleRight.MANAGE_SETTINGS, CodeLists.class, "save"),
                Arguments.of(RoleRight.MANAGE_SETTINGS, PlanRates.class, "save"),
                Arguments.of(RoleRight.MANAGE_SETTINGS, Holidays.class, "save"),
                Arguments.of(RoleRight.MANAGE_SETTINGS, BusinessHours.class, "save"));
    }

    @ParameterizedTest(name = "{0}: {1}.{2}")
    @MethodSource("doors")
    void theDoorIsOpenForThoseWhomTheTableNames(RoleRight right, Class<?> service, String method) {
        assertThat(Arrays.stream(service.getDeclaredMethods()).filter(door -> door.getName().equals(method) && java.lang.reflect.Modifier.isPublic(door.getModifiers())))
                .isNotEmpty().allSatisfy(door -> assertThat(roles(door)).isEqualTo(named(right)));
    }

    private static Set<Role> roles(Method door) {
        if (door.isAnnotationPresent(SignedIn.class)) {
            return EnumSet.allOf(Role.class);
        }
        var allowed = door.getAnnotation(RolesAllowed.class);
        return Arrays.stream(allowed.value()).filter(role -> !role.equals(Role.IS_SYSTEM)).map(Role::valueOf).collect(Collectors.toSet());
    }

    private static Set<Role> named(RoleRight right) {
        return Arrays.stream(Role.values()).filter(role -> right.of(role) != Reach.NO).collect(Collectors.toSet());
    }

    /** Rights that no annotation tells, asked for as each role. */
    @Test
    void whatIsDecidedInsideIsAsTheTableTells() {
        var company = fixtures.company();
        long account = fixtures.account(company, "Acme", company.member());
        var sees = new HashSet<Role>();
        var shares = new HashSet<Role>();
        var inherits = new HashSet<Role>();
        var importsAccounts = new HashSet<Role>();
        var importsPeople = new HashSet<Role>();
        var creates = new HashSet<Role>();
        for (Role role : Role.values()) {
            fixtures.as(company.of(role), () -> {
                add(sees, role, accounts.count(AccountFilter.ALL) > 0);
                add(shares, role, views.mayShare());
                add(inherits, role, views.mayInherit());
                var offered = role == Role.MEMBER ? Set.<String>of() : imports.targets().stream().map(ImportTarget::id).collect(Collectors.toSet());
                add(importsAccounts, role, offered.contains("accounts"));
                add(importsPeople, role, offered.containsAll(Set.of("people", "workdays")));
                try {
                    accounts.save(Fixtures.draft("Of " + role, company.member()));
                    creates.add(role);
                } catch (RuntimeException refused) {
                    // Not this one.
                }
            });
        }
        assertThat(sees).isEqualTo(named(RoleRight.SEE_ACCOUNTS));
        assertThat(shares).isEqualTo(named(RoleRight.SHARE_VIEWS));
        assertThat(inherits).isEqualTo(named(RoleRight.INHERIT_VIEWS));
        assertThat(importsAccounts).isEqualTo(named(RoleRight.IMPORT_ACCOUNTS));
        assertThat(importsPeople).isEqualTo(named(RoleRight.IMPORT_PEOPLE));
        assertThat(creates).isEqualTo(named(RoleRight.CREATE_ACCOUNTS));
        // The own only: somebody else's account does not exist for a member, a manager's unit ends where another begins.
        assertThat(fixtures.as(company.colleague(), () -> accounts.count(AccountFilter.ALL))).isZero();
        assertThat(fixtures.as(company.outsider(), () -> accounts.count(AccountFilter.ALL))).isZero();
    }

    private static void add(Set<Role> roles, Role role, boolean may) {
        if (may) {
            roles.add(role);
        }
    }
}
