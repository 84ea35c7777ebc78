package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountService;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import java.time.LocalDate;
import java.util.List;
import org.springframework.dao.OptimisticLockingFailureException;

/** Asks for a new value, the day from which on it holds, and why. What is typed stays when the service refuses. */
abstract class StandingDialog extends Dialog {

    private final transient AccountService accounts;
    private final long accountId;
    private final Runnable done;
    protected final Form form = new Form();
    protected DayField on;
    protected TextArea reason;
    private int version;

    /** @param done runs when the account was changed, and when it turns out that somebody else did */
    StandingDialog(String titleKey, long accountId, AccountService accounts, Runnable done) {
        this.accounts = accounts;
        this.accountId = accountId;
        this.done = done;
        setHeaderTitle(tr(titleKey));
        setWidth("min(560px, 96vw)");
        add(form);
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), save);
    }

    protected final AccountDetails read() {
        var account = accounts.get(accountId);
        version = account.draft().version();
        return account;
    }

    protected final void dayAndReason(LocalDate today) {
        on = form.field("on", new DayField(tr("account.standing.on")), day -> Formats.date(day, getLocale()));
        on.setHelperText(tr("account.standing.on.help"));
        on.setMax(today);
        on.setRequiredIndicatorVisible(true);
        on.setValue(today);
        reason = form.field("reason", new TextArea(tr("account.standing.reason")));
        reason.setMaxLength(500);
        reason.getElement().setAttribute("colspan", "2");
        reason.setRequiredIndicatorVisible(true);
    }

    /** @param version of the account as it was read */
    protected abstract void store(int version);

    private void save() {
        if (!form.isReadable()) {
            return;
        }
        try {
            store(version);
            close();
            done.run();
        } catch (RefusedException refused) {
            form.show(refused.problems());
        } catch (ConflictException | OptimisticLockingFailureException changed) {
            read();
            form.show(List.of(Problem.of(null, "account.problem.changedMeanwhile")));
            done.run();
        }
    }
}
