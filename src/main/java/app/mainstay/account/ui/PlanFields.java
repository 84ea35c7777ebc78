package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.SavePlan;
import app.mainstay.account.SavePlanDraft;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextArea;

/** The fields of a save plan, in whatever form. */
final class PlanFields {

    private final TextArea text;
    private final ComboBox<UserRow> owner;
    private final DayField due;
    private final UserService users;

    PlanFields(Form form, UserService users) {
        this.users = users;
        var locale = UI.getCurrent().getLocale();
        text = form.field("planText", new TextArea(tr("account.savePlan.text")));
        text.setHelperText(tr("account.savePlan.help"));
        text.setMaxLength(2000);
        text.getElement().setAttribute("colspan", "2");
        text.setRequiredIndicatorVisible(true);
        owner = form.field("planOwner", new ComboBox<>(tr("account.savePlan.owner")), UserRow::displayName);
        owner.setItemLabelGenerator(UserRow::displayName);
        owner.setItems(query -> users.colleagues(query.getFilter().orElse(""), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, UserSort.NAME).orders())).stream());
        owner.setRequiredIndicatorVisible(true);
        due = form.field("planDue", new DayField(tr("account.savePlan.due")), day -> Formats.date(day, locale));
        due.setRequiredIndicatorVisible(true);
    }

    void propose(long ownerId) {
        users.find(ownerId).filter(UserRow::active).ifPresent(owner::setValue);
    }

    void read(SavePlan plan) {
        text.setValue(plan.text());
        propose(plan.ownerId());
        due.setValue(plan.dueOn());
    }

    void setVisible(boolean visible) {
        text.setVisible(visible);
        owner.setVisible(visible);
        due.setVisible(visible);
    }

    SavePlanDraft draft() {
        return new SavePlanDraft(text.getValue(), owner.getOptionalValue().map(UserRow::id).orElse(null), due.getValue());
    }
}
