package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.bulk.BulkField;
import app.mainstay.base.ui.Choices;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserSort;
import app.mainstay.settings.CodeEntry;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A field of the right kind for the values of a {@link BulkField}, in the grid's cells as in the dialog. */
final class FieldEditor {

    private final AbstractField<?, ?> component;
    private final Supplier<List<String>> read;
    private final Consumer<List<String>> write;

    private FieldEditor(AbstractField<?, ?> component, Supplier<List<String>> read, Consumer<List<String>> write) {
        this.component = component;
        this.read = read;
        this.write = write;
        ((HasSize) component).setWidthFull();
    }

    static FieldEditor of(BulkField field, ListServices services, Locale locale) {
        return switch (field.kind()) {
            case CHOICE -> choice(field, locale);
            case CODE -> {
                var codes = Objects.requireNonNull(field.codes());
                var box = new ComboBox<CodeEntry>();
                box.setItems(services.codes().entries(codes).stream().filter(CodeEntry::active).toList());
                box.setItemLabelGenerator(entry -> entry.label(locale));
                box.setClearButtonVisible(field.clearable());
                yield single(Choices.only(box), CodeEntry::code, code -> services.codes().find(codes, code).orElse(null));
            }
            case PERSON -> {
                var box = new ComboBox<UserRow>();
                box.setItems(query -> services.users().assignable(query.getFilter().orElse(""), new Slice<>(query.getOffset(), query.getLimit(),
                        List.of(new Slice.Order<>(UserSort.NAME, false)))).stream());
                box.setItemLabelGenerator(UserRow::displayName);
                yield single(Choices.only(box), user -> String.valueOf(user.id()), id -> services.users().find(Long.parseLong(id)).orElse(null));
            }
            case DAY -> {
                var day = new DayField(null);
                day.setClearButtonVisible(field.clearable());
                yield new FieldEditor(day, () -> day.getValue() == null ? List.of() : List.of(day.getValue().toString()),
                        values -> day.setValue(values.isEmpty() ? null : LocalDate.parse(values.getFirst())));
            }
            case TEXT -> {
                var text = new TextField();
                yield new FieldEditor(text, () -> text.getValue().isBlank() ? List.of() : List.of(text.getValue().strip()),
                        values -> text.setValue(values.isEmpty() ? "" : values.getFirst()));
            }
            case NUMBER -> {
                var number = NumberInput.decimal(tr(field.labelKey()));
                yield new FieldEditor(number, () -> number.getValue() == null ? List.of() : List.of(number.getValue().toPlainString()),
                        values -> number.setValue(values.isEmpty() ? null : new BigDecimal(values.getFirst())));
            }
            case ADD, REMOVE -> texts();
        };
    }

    private static FieldEditor choice(BulkField field, Locale locale) {
        var box = new ComboBox<BulkField.Option>();
        box.setItems(field.options());
        box.setItemLabelGenerator(option -> option.label(locale));
        box.setClearButtonVisible(field.clearable());
        return single(Choices.only(box), BulkField.Option::value,
                value -> field.options().stream().filter(option -> option.value().equals(value)).findFirst().orElse(null));
    }

    private static <T> FieldEditor single(ComboBox<T> box, Function<T, String> value, Function<String, @Nullable T> item) {
        return new FieldEditor(box, () -> box.getOptionalValue().map(value).map(List::of).orElse(List.of()),
                values -> box.setValue(values.isEmpty() ? null : item.apply(values.getFirst())));
    }

    /** Any texts; Enter adds what was typed. */
    private static FieldEditor texts() {
        var box = new MultiSelectComboBox<String>();
        var known = new ArrayList<String>();
        box.setItems(known);
        box.setAllowCustomValue(true);
        box.addCustomValueSetListener(event -> {
            var chosen = new LinkedHashSet<>(box.getValue());
            chosen.add(event.getDetail().strip());
            known.add(event.getDetail().strip());
            box.setItems(known);
            box.setValue(chosen);
        });
        return new FieldEditor(box, () -> List.copyOf(box.getValue()), values -> {
            known.addAll(values);
            box.setItems(known);
            box.setValue(new LinkedHashSet<>(values));
        });
    }

    Component component() {
        return component;
    }

    void label(String label) {
        component.getElement().setProperty("label", label);
    }

    void ariaLabel(String label) {
        component.getElement().setProperty("accessibleName", label);
    }

    /** A text that is no choice or no number stands in it, and says so. */
    boolean isRead() {
        if (component instanceof DayField day && day.isEmpty() && day.isInvalid()) {
            return false;
        }
        return !(component instanceof ComboBox<?> box) || Choices.areRead(List.of(box));
    }

    List<String> value() {
        return read.get();
    }

    void value(List<String> values) {
        write.accept(values);
    }

    /**
     * As a cell: what is typed takes the place of what stood there, and Esc only leaves. Where a field can be cleared by a button, the browser
     * clears it at Esc; emptying the text does the same here on purpose.
     */
    FieldEditor inCell() {
        component.getElement().setProperty("clearButtonVisible", false).setProperty("autoselect", true);
        return this;
    }

    void focus() {
        ((Focusable<?>) component).focus();
    }

    void refuse(String sentence) {
        var field = (HasValidationProperties) component;
        field.setErrorMessage(sentence);
        field.setInvalid(true);
        focus();
    }

    void onChange(Runnable listener) {
        component.addValueChangeListener(event -> {
            ((HasValidationProperties) component).setInvalid(false);
            if (event.isFromClient()) {
                listener.run();
            }
        });
    }

    /** Values as the reader's language names them. */
    static String text(BulkField field, List<String> values, ListServices services, Locale locale) {
        return values.isEmpty() ? tr("base.none") : values.stream().map(value -> switch (field.kind()) {
            case CHOICE -> field.options().stream().filter(option -> option.value().equals(value)).findFirst().map(option -> option.label(locale)).orElse(value);
            case CODE -> services.codes().label(Objects.requireNonNull(field.codes()), value, locale);
            case PERSON -> services.users().find(Long.parseLong(value)).map(UserRow::displayName).orElse(value);
            case DAY -> Formats.date(LocalDate.parse(value), locale);
            case TEXT, NUMBER, ADD, REMOVE -> value;
        }).reduce((left, right) -> left + tr("base.listSeparator") + right).orElse("");
    }
}
