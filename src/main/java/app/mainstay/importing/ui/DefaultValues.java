package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportField.Choice;
import app.mainstay.importing.ImportField.Kind;
import app.mainstay.importing.ImportTarget;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserSort;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands in for what the file lacks. */
class DefaultValues extends Div {

    private final ImportView view;
    private final Boxes boxes;
    private final ImportTarget target;
    private final Map<ImportField<?>, HasValidationProperties> fields = new LinkedHashMap<>();

    DefaultValues(ImportView view, Boxes boxes) {
        this.view = view;
        this.boxes = boxes;
        target = view.target();
        var defaults = new FormLayout();
        defaults.setAutoResponsive(true);
        defaults.setAutoRows(true);
        defaults.setExpandColumns(true);
        defaults.setExpandFields(true);
        defaults.setMaxColumns(2);
        defaults.setColumnWidth("18em");
        target.fields().stream().filter(ImportField::hasDefault).sorted((a, b) -> Boolean.compare(b.required(), a.required()))
                .forEach(field -> {
                    if (field.kind() == Kind.TEXT) {
                        offer(defaults, field, text(field));
                    } else {
                        offer(defaults, field, field.kind() == Kind.USER ? user(field) : closed(field));
                    }
                });
        if (fields.isEmpty()) {
            return;
        }
        var help = new Paragraph(tr("import.defaults.help"));
        help.addClassName("secondary");
        add(new H2(tr("import.defaults")), help, defaults);
        showRequired();
    }

    /** What a column says need not be said here. */
    final void showRequired() {
        fields.forEach((field, input) -> ((HasValue<?, ?>) input).setRequiredIndicatorVisible(field.required() && !view.mapping().columns().containsKey(field)));
    }

    private <C extends Component & HasLabel & HasValue<?, ?> & HasValidationProperties> void offer(FormLayout form, ImportField<?> field, C input) {
        input.setLabel(ImportTexts.label(target, field));
        fields.put(field, input);
        form.add(input);
    }

    private TextField text(ImportField<?> field) {
        var input = new TextField();
        if (view.mapping().defaults().get(field) instanceof String text) {
            input.setValue(text);
        }
        input.addValueChangeListener(event -> setDefault(field, Names.blankToNull(event.getValue())));
        return input;
    }

    private ComboBox<UserRow> user(ImportField<?> field) {
        var box = boxes.only(new ComboBox<UserRow>());
        box.setItems(query -> view.users.assignable(query.getFilter().orElse(null),
                new Slice<>(query.getOffset(), query.getLimit(), List.of(new Slice.Order<>(UserSort.NAME, false)))).stream());
        box.setItemLabelGenerator(user -> user.displayName() + " · " + user.unitName());
        box.setClearButtonVisible(true);
        if (view.mapping().defaults().get(field) instanceof Long id) {
            view.users.find(id).ifPresent(box::setValue);
        }
        box.addValueChangeListener(event -> setDefault(field, event.getValue() == null ? null : event.getValue().id()));
        return box;
    }

    private ComboBox<Choice> closed(ImportField<?> field) {
        var box = boxes.only(new ComboBox<Choice>());
        List<Choice> choices = view.reading.choices(field);
        box.setItems(choices);
        box.setItemLabelGenerator(choice -> ImportTexts.label(choice, getLocale()));
        box.setClearButtonVisible(true);
        choices.stream().filter(choice -> choice.value().equals(view.mapping().defaults().get(field))).findFirst().ifPresent(box::setValue);
        box.addValueChangeListener(event -> setDefault(field, event.getValue() == null ? null : event.getValue().value()));
        return box;
    }

    private void setDefault(ImportField<?> field, @Nullable Object value) {
        view.mapping(view.mapping().withDefault(field, value));
        Objects.requireNonNull(fields.get(field)).setInvalid(false);
    }

    /** Says beside the field what is missing, and goes to the first of those. */
    void mark(List<Problem> missing) {
        missing.stream().flatMap(each -> fields.entrySet().stream().filter(entry -> entry.getKey().id().equals(each.field())))
                .forEach(entry -> {
                    entry.getValue().setErrorMessage(tr("problem.required"));
                    entry.getValue().setInvalid(true);
                });
        fields.values().stream().filter(HasValidationProperties::isInvalid).findFirst().filter(Focusable.class::isInstance)
                .ifPresent(field -> ((Focusable<?>) field).focus());
    }
}
