package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.coverage.LeaveDraft;
import app.mainstay.coverage.LeaveKind;
import app.mainstay.coverage.LeaveRow;
import app.mainstay.coverage.LeaveState;
import app.mainstay.coverage.Leaves;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** One leave: who, from when until when, who stands in. Colleagues read it, its person and whoever leads the person change it. */
final class LeavePanel extends Div {

    private record Person(long id, String name) {
    }

    private final transient CoverageServices services;
    private final transient @Nullable LeaveRow stored;
    private final Runnable onSaved;
    private final Form form = new Form();
    private final ComboBox<Person> person = form.field("userId", new ComboBox<>(tr("leave.userId")), Person::name);
    private final DayField from = form.field("from", new DayField(tr("leave.from")), day -> Formats.date(day, getLocale()));
    private final DayField until = form.field("until", new DayField(tr("leave.until")), day -> Formats.date(day, getLocale()));
    private final ComboBox<Leaves.Choice> standIn = form.field("standInId", new ComboBox<>(tr("leave.standInId")), Leaves.Choice::name);
    private final Select<LeaveKind> kind = form.field("kind", new Select<>(), value -> tr(value.labelKey()));
    private final TextArea note = form.field("note", new TextArea(tr("leave.note")), text -> text);
    private int version;

    /**
     * @param stored  null: a new one
     * @param whose   of a new one; null: the viewer's own
     * @param onSaved when it has been stored or called off
     */
    LeavePanel(CoverageServices services, @Nullable LeaveRow stored, @Nullable Long whose, Runnable onSaved, Runnable onCancel) {
        this.services = services;
        this.stored = stored;
        this.onSaved = onSaved;
        addClassName("editor");
        var viewer = services.currentUser().require();
        person.setItemLabelGenerator(Person::name);
        person.setItems(query -> services.leaves().people(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream()
                .map(user -> new Person(user.id(), user.displayName())));
        person.setRequiredIndicatorVisible(true);
        from.setRequiredIndicatorVisible(true);
        until.setRequiredIndicatorVisible(true);
        var carried = new LoadNotes(services.capacity());
        standIn.setItemLabelGenerator(Leaves.Choice::name);
        standIn.setRenderer(LitRenderer.<Leaves.Choice>of("<div class=\"search-hit\"><span>${item.name}</span><span class=\"secondary\">${item.note}</span></div>")
                .withProperty("name", Leaves.Choice::name)
                .withProperty("note", choice -> carried.behind(choice.away() ? tr("leave.standIn.away") : choice.unitName(), choice.userId())));
        standIn.setItems(query -> carried.of(person.getValue() == null ? List.of() : services.leaves().standIns(person.getValue().id(),
                from.getValue(), until.getValue(), query.getFilter().orElse(""), query.getOffset(), query.getLimit()), Leaves.Choice::userId));
        standIn.setClearButtonVisible(true);
        standIn.setHelperText(tr("leave.standIn.help"));
        kind.setLabel(tr("leave.kind"));
        kind.setItems(LeaveKind.values());
        kind.setItemLabelGenerator(value -> tr(value.labelKey()));
        kind.setHelperText(tr("leave.kind.help"));
        note.setMaxLength(ReassignDialog.LONGEST);
        person.addValueChangeListener(change -> again());
        from.addValueChangeListener(change -> {
            until.setInitialPosition(change.getValue());
            again();
        });
        until.addValueChangeListener(change -> again());
        add(form);
        if (stored == null) {
            long id = whose == null ? viewer.id() : whose;
            person.setValue(new Person(id, services.users().find(id).map(user -> user.displayName()).orElse("")));
            // Most have nobody but themselves to choose.
            person.setReadOnly(!viewer.role().seesUnit());
            kind.setValue(LeaveKind.VACATION);
        } else {
            write(stored);
            person.setReadOnly(true);
        }
        form.read();
        if (stored == null || stored.editable()) {
            foot(onCancel);
        } else {
            form.setReadOnly(true);
            // What this viewer is not told is not shown as if it were empty.
            kind.setVisible(stored.kind() != null);
            note.setVisible(stored.note() != null);
        }
    }

    /** Who may stand in depends on the days. */
    private void again() {
        standIn.getDataProvider().refreshAll();
    }

    private void write(LeaveRow leave) {
        version = leave.version();
        person.setValue(new Person(leave.userId(), leave.userName()));
        from.setValue(leave.from());
        until.setValue(leave.until());
        standIn.setValue(leave.standInId() == null ? null : new Leaves.Choice(leave.standInId(), Objects.requireNonNullElse(leave.standInName(), ""), "", false));
        kind.setValue(leave.kind());
        note.setValue(Objects.requireNonNullElse(leave.note(), ""));
    }

    private void foot(Runnable onCancel) {
        var foot = new Div();
        foot.addClassName("form-foot");
        if (stored != null && stored.state() != LeaveState.OVER && stored.state() != LeaveState.CANCELLED) {
            var callOff = new Button(tr(stored.state() == LeaveState.NOW ? "leave.end" : "leave.callOff"), Icons.CLOSE.create(), click -> callOff(stored));
            callOff.addThemeVariants(ButtonVariant.TERTIARY);
            callOff.addClassName("foot-start");
            foot.add(callOff);
        }
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::save, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        foot.add(new Button(tr("base.cancel"), click -> onCancel.run()), save);
        add(foot);
    }

    boolean isOf(long id) {
        return stored != null && stored.id() == id;
    }

    boolean isChanged() {
        return form.isChanged();
    }

    String title() {
        return stored == null ? tr("leave.new") : stored.userName();
    }

    void begin() {
        if (stored == null) {
            if (person.isReadOnly()) {
                from.focus();
            } else {
                person.focus();
            }
        }
    }

    private void save() {
        if (!form.isReadable()) {
            return;
        }
        var draft = new LeaveDraft(stored == null ? null : stored.id(), person.getOptionalValue().map(Person::id).orElse(null),
                standIn.getOptionalValue().map(Leaves.Choice::userId).orElse(null), from.getValue(), until.getValue(), kind.getValue(),
                note.isEmpty() ? null : note.getValue(), version);
        try {
            services.leaves().save(draft);
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            form.settle(() -> {
                write(services.leaves().get(Objects.requireNonNull(stored).id()));
                form.read();
            }, this::save);
            return;
        }
        Notices.done(tr("base.saved"));
        onSaved.run();
    }

    private void callOff(LeaveRow leave) {
        try {
            services.leaves().cancel(leave.id(), leave.version());
        } catch (RefusedException | ConflictException | OptimisticLockingFailureException refused) {
            Notices.failed(Unexpected.sentence(refused));
            return;
        }
        Notices.done(tr(leave.state() == LeaveState.NOW ? "leave.ended" : "leave.calledOff", leave.userName()));
        onSaved.run();
    }
}
