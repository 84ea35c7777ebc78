package app.mainstay.coverage.ui;

import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountService;
import app.mainstay.base.Changes;
import app.mainstay.coverage.BulkAssignments;
import app.mainstay.coverage.Capacity;
import app.mainstay.coverage.Coverage;
import app.mainstay.coverage.CoverageBoard;
import app.mainstay.coverage.CoverageHistory;
import app.mainstay.coverage.Handovers;
import app.mainstay.coverage.Leaves;
import app.mainstay.coverage.PlannedAssignments;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import org.springframework.stereotype.Component;

/** What the screens of this room ask, so that a constructor names one thing. */
@Component
record CoverageServices(Coverage coverage, CoverageHistory history, PlannedAssignments planned, BulkAssignments bulk, CoverageBoard board,
                        Capacity capacity, Leaves leaves, Handovers handovers, AccountService accounts, AccountPeople people, UserService users,
                        UnitService units, SettingsService settings, Jobs jobs, Changes changes, CurrentUser currentUser) {
}
