package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.Tier;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.base.ui.Page;
import app.mainstay.meeting.cadence.Cadence;
import app.mainstay.meeting.cadence.IntervalUnit;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.OptimisticLockingFailureException;

/** How often accounts of each tier are to be met on each level. */
@Route("cadence/rules")
@Menu(title = "cadence.rules", order = 915, icon = "repeat")
@RolesAllowed({"DIRECTOR", "ADMINISTRATOR"})
public class CadenceRulesView extends Page implements BeforeEnterObserver {

    private final transient Cadence cadence;
    private final Form form = new Form();
    private final Map<String, NumberInput<Integer>> numbers = new LinkedHashMap<>();
    private final Map<String, Select<IntervalUnit>> units = new LinkedHashMap<>();
    private transient List<Cadence.Rule> rules = List.of();

    public CadenceRulesView(Cadence cadence) {
        super(tr("cadence.rules"));
        this.cadence = cadence;
        for (var tier : Tier.values()) {
            form.group(tr(tier.labelKey()));
            cadence.rules().stream().filter(rule -> rule.tier() == tier).forEach(this::fields);
        }
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::save, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        var foot = new Div(save);
        foot.addClassName("form-foot");
        var help = new Paragraph(tr("cadence.rules.help"));
        help.addClassName("secondary");
        body.addClassName("narrow");
        body.add(help, form, foot);
    }

    private void fields(Cadence.Rule rule) {
        String level = tr(rule.level().labelKey());
        numbers.put(rule.field(), form.field(rule.field(), NumberInput.whole(tr("cadence.rule.every", level)), value -> Formats.number(value, getLocale())));
        var unit = new Select<IntervalUnit>();
        unit.setLabel(tr("cadence.rule.unit", level));
        unit.setItems(IntervalUnit.values());
        unit.setItemLabelGenerator(each -> tr(each.labelKey()));
        units.put(rule.field(), form.field(rule.field() + "_unit", unit, each -> tr(each.labelKey())));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        read();
    }

    private void read() {
        rules = cadence.rules();
        rules.forEach(rule -> {
            numbers.get(rule.field()).setValue(rule.number());
            units.get(rule.field()).setValue(rule.unit());
        });
        form.read();
    }

    private void save() {
        if (!form.isReadable()) {
            return;
        }
        try {
            cadence.save(rules.stream().map(rule -> new Cadence.Rule(rule.tier(), rule.level(), numbers.get(rule.field()).getValue(), units.get(rule.field()).getValue(),
                    rule.version())).toList());
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            form.settle(this::read, this::save);
            return;
        }
        read();
        Notices.done(tr("cadence.rules.saved"));
    }
}
