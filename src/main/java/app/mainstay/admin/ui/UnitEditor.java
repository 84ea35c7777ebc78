package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.security.UnitDraft;
import app.mainstay.security.UnitService;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A unit: what it is called and what it lies below. */
final class UnitEditor extends Editor<UnitDraft> {

    private final transient UnitService units;
    private final long below;
    private final TextField name = form.field("name", new TextField(tr("admin.unit.name")));
    private final ComboBox<UnitChoice> parent = form.field("parentId", new ComboBox<>(tr("admin.unit.parent")), UnitChoice::label);
    private int version;

    /** @param below what a new unit lies below at first */
    UnitEditor(UnitService units, Drafts drafts, @Nullable Long id, long below, Runnable onSaved) {
        super(drafts, "unit", UnitDraft.class, id, onSaved);
        this.units = units;
        this.below = below;
        name.setRequiredIndicatorVisible(true);
        parent.setItems(UnitChoice.of(units.all()));
        parent.setItemLabelGenerator(UnitChoice::label);
        parent.setHelperText(tr("admin.unit.parent.help"));
        // The root lies below nothing and stays so.
        boolean root = id != null && units.get(id).parentId() == null;
        parent.setVisible(!root);
        parent.setRequiredIndicatorVisible(!root);
    }

    @Override
    String title() {
        return id == null ? tr("admin.unit.new") : units.get(id).name();
    }

    @Override
    UnitDraft stored() {
        return id == null ? new UnitDraft(null, "", below, 0) : units.get(id);
    }

    @Override
    void write(UnitDraft draft) {
        version = draft.version();
        name.setValue(draft.name());
        parent.setValue(UnitChoice.of(units.all()).stream().filter(choice -> Objects.equals(choice.id(), draft.parentId())).findFirst().orElse(null));
    }

    @Override
    UnitDraft draft() {
        return new UnitDraft(id, name.getValue(), parent.getOptionalValue().map(UnitChoice::id).orElse(null), version);
    }

    @Override
    void store(UnitDraft draft) {
        units.save(draft);
    }

    @Override
    void focus() {
        name.focus();
    }
}
