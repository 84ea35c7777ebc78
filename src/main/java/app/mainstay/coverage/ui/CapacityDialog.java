package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one person can carry; the standard again by one click. */
final class CapacityDialog extends Dialog {

    private final transient CoverageServices services;
    private final long userId;
    private final Runnable onDone;
    private final Form form = new Form();
    private final NumberInput<Integer> points = form.field("points", NumberInput.whole(tr("coverage.capacity")), value -> Formats.number(value, getLocale()));

    CapacityDialog(CoverageServices services, long userId, String name, int capacity, Runnable onDone) {
        this.services = services;
        this.userId = userId;
        this.onDone = onDone;
        setHeaderTitle(tr("coverage.capacity.title", name));
        setWidth("min(420px, 94vw)");
        points.setValue(capacity);
        var settings = services.capacity().settings();
        points.setHelperText(tr("coverage.capacity.help", settings.strategic(), settings.core(), settings.standard(), settings.other()));
        form.read();
        add(form);
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::save, Key.ENTER).listenOn(this);
        getFooter().add(new Button(tr("coverage.capacity.standard", settings.standardCapacity()), click -> store(null)),
                new Button(tr("base.cancel"), click -> close()), save);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                points.focus();
            }
        });
    }

    private void save() {
        if (!form.isReadable()) {
            return;
        }
        if (points.getValue() == null) {
            form.show(List.of(Problem.of("points", "problem.required")));
            return;
        }
        store(points.getValue());
    }

    private void store(@Nullable Integer value) {
        try {
            services.capacity().setCapacity(userId, value);
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        }
        close();
        onDone.run();
    }
}
