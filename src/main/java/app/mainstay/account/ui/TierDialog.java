package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountService;
import app.mainstay.account.AccountStanding;
import app.mainstay.account.Tier;
import com.vaadin.flow.component.combobox.ComboBox;
import java.time.LocalDate;

/** Another tier, or none. */
final class TierDialog extends StandingDialog {

    private final transient AccountStanding standing;
    private final long accountId;
    private final ComboBox<Tier> tier;

    TierDialog(long accountId, AccountService accounts, AccountStanding standing, LocalDate today, Runnable done) {
        super("account.change.tier", accountId, accounts, done);
        this.standing = standing;
        this.accountId = accountId;
        var account = read();
        tier = form.field("tier", new ComboBox<>(tr("account.tier")), value -> tr(value.labelKey()));
        tier.setItems(Tier.values());
        tier.setItemLabelGenerator(value -> tr(value.labelKey()));
        tier.setHelperText(tr("account.tier.help"));
        tier.setClearButtonVisible(true);
        tier.setValue(account.draft().tier());
        dayAndReason(today);
        tier.focus();
    }

    @Override
    protected void store(int version) {
        standing.change(new AccountStanding.TierChange(accountId, version, tier.getValue(), on.getValue(), reason.getValue()));
    }
}
