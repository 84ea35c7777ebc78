package app.mainstay.account.ui;

import app.mainstay.account.AccountService;
import app.mainstay.base.Drafts;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import org.springframework.stereotype.Component;

/** What {@link FactSheet} needs, so that the page's constructor names one thing. */
@Component
record FactServices(AccountService accounts, AccountFields fields, CodeLists codes, SettingsService settings, Drafts drafts) {
}
