package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountStanding;
import app.mainstay.account.SavePlan;
import app.mainstay.base.ui.Form;
import app.mainstay.security.UserService;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** The open save plan of an account at risk, or its first one. */
final class PlanDialog extends Dialog {

    private final Form form = new Form();
    private int version;

    PlanDialog(long accountId, @Nullable SavePlan open, long proposedOwner, AccountStanding standing, UserService users, Runnable done) {
        setHeaderTitle(tr(open == null ? "account.savePlan.write" : "account.savePlan.edit"));
        setWidth("min(560px, 96vw)");
        add(form);
        var fields = new PlanFields(form, users);
        if (open == null) {
            fields.propose(proposedOwner);
        } else {
            fields.read(open);
            version = open.version();
        }
        var save = new Button(tr("base.save"), click -> {
            if (!form.isReadable()) {
                return;
            }
            try {
                standing.change(accountId, fields.draft(), version);
                close();
                done.run();
            } catch (RefusedException refused) {
                form.show(refused.problems());
            } catch (ConflictException | OptimisticLockingFailureException changed) {
                standing.plans(accountId).stream().filter(plan -> plan.closedOn() == null).findFirst().ifPresent(plan -> version = plan.version());
                form.show(List.of(Problem.of(null, "account.problem.changedMeanwhile")));
                done.run();
            }
        });
        save.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), save);
    }
}
