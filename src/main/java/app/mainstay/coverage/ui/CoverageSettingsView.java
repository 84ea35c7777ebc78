package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.base.ui.Page;
import app.mainstay.coverage.Capacity;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.LinkedHashMap;
import org.springframework.dao.OptimisticLockingFailureException;

/** What an account of each tier weighs, and how much a representative carries. */
@Route(CoverageNavigation.SETTINGS)
@RolesAllowed("DIRECTOR")
public class CoverageSettingsView extends Page implements BeforeEnterObserver {

    private final transient Capacity capacity;
    private final Form form = new Form();
    private final Map<String, NumberInput<Integer>> fields = new LinkedHashMap<>();
    private int version;

    public CoverageSettingsView(CoverageServices services) {
        super(tr("coverage.title"));
        capacity = services.capacity();
        addComponentAtIndex(1, new CoverageTabs(CoverageSettingsView.class, true));
        form.group(tr("coverage.settings.weights"));
        field("strategic", "enum.Tier.STRATEGIC");
        field("core", "enum.Tier.CORE");
        field("standard", "enum.Tier.STANDARD");
        field("other", "coverage.noTier");
        form.group(tr("coverage.settings.limits"));
        field("standardCapacity", "coverage.settings.capacity").setHelperText(tr("coverage.settings.capacity.help"));
        field("readingDays", "coverage.settings.readingDays").setHelperText(tr("coverage.settings.readingDays.help"));
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::save, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        var foot = new Div(save);
        foot.addClassName("form-foot");
        body.addClassNames("narrow", "below-tabs");
        body.add(form, foot);
    }

    private NumberInput<Integer> field(String name, String labelKey) {
        var field = form.field(name, NumberInput.whole(tr(labelKey)), value -> Formats.number(value, getLocale()));
        field.setRequiredIndicatorVisible(true);
        fields.put(name, field);
        return field;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        read();
    }

    private void read() {
        var settings = capacity.settings();
        version = settings.version();
        set("strategic", settings.strategic());
        set("core", settings.core());
        set("standard", settings.standard());
        set("other", settings.other());
        set("standardCapacity", settings.standardCapacity());
        set("readingDays", settings.readingDays());
        form.read();
    }

    private void set(String name, int value) {
        fields.get(name).setValue(value);
    }

    private int get(String name) {
        return fields.get(name).getValue();
    }

    private void save() {
        if (!form.isReadable()) {
            return;
        }
        List<Problem> missing = new ArrayList<>();
        fields.forEach((name, field) -> {
            if (field.getValue() == null) {
                missing.add(Problem.of(name, "problem.required"));
            }
        });
        if (!missing.isEmpty()) {
            form.show(missing);
            return;
        }
        try {
            capacity.save(new Capacity.Settings(get("strategic"), get("core"), get("standard"), get("other"), get("standardCapacity"), get("readingDays"), version));
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            form.settle(this::read, this::save);
            return;
        }
        read();
        Notices.done(tr("base.saved"));
    }
}
