package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountService;
import app.mainstay.account.AccountStanding;
import app.mainstay.account.Lifecycle;
import app.mainstay.security.UserService;
import com.vaadin.flow.component.combobox.ComboBox;
import java.time.LocalDate;
import java.util.Objects;

/** Where the relationship goes next; with a save plan where it comes to be at risk. */
final class LifecycleDialog extends StandingDialog {

    private final transient AccountStanding standing;
    private final long accountId;
    private final ComboBox<Lifecycle> lifecycle;
    private final transient PlanFields plan;

    LifecycleDialog(long accountId, AccountService accounts, AccountStanding standing, UserService users, LocalDate today, Runnable done) {
        super("account.change.lifecycle", accountId, accounts, done);
        this.standing = standing;
        this.accountId = accountId;
        var account = read();
        lifecycle = form.field("lifecycle", new ComboBox<>(tr("account.lifecycle")), value -> tr(value.labelKey()));
        lifecycle.setItems(standing.next(accountId));
        lifecycle.setItemLabelGenerator(value -> tr(value.labelKey()));
        lifecycle.setRequiredIndicatorVisible(true);
        dayAndReason(today);
        plan = new PlanFields(form, users);
        plan.propose(Objects.requireNonNull(account.draft().primaryRepId()));
        plan.setVisible(false);
        lifecycle.addValueChangeListener(event -> plan.setVisible(event.getValue() == Lifecycle.AT_RISK));
        lifecycle.focus();
    }

    @Override
    protected void store(int version) {
        standing.change(new AccountStanding.LifecycleChange(accountId, version, lifecycle.getValue(), on.getValue(), reason.getValue(), plan.draft()));
    }
}
