package app.mainstay.base.ui.list;

import app.mainstay.base.Changes;
import app.mainstay.base.bulk.Bulk;
import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.SavedViews;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Preferences;
import app.mainstay.security.UserService;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What every list needs beside its source, so that a view's constructor names one thing. */
@Component
public record ListServices(Preferences preferences, Changes changes, SettingsService settings, CodeLists codes, CurrentUser currentUser,
                           UserService users, SavedViews views, ListExport export, Bulk bulk, Jobs jobs, JsonMapper json,
                           List<SelectionAction> actions) {
}
