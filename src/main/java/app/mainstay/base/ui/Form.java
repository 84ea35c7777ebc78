package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.shared.Problem;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.shared.HasClearButton;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fields by the names of a draft's components: shows a service's problems beside them, knows what was changed since it was read, and
 * settles a conflict field by field. What is right is decided by the service alone, so a form holds no rules of its own.
 */
public class Form extends Div {

    private record Field<V>(String name, String label, HasValue<?, V> input, Function<V, String> text) {

        String shown() {
            return text(input.getValue());
        }

        String text(@Nullable V value) {
            return value == null || Objects.equals(value, input.getEmptyValue()) ? "" : text.apply(value);
        }

        @SuppressWarnings("unchecked")
        void set(@Nullable Object value) {
            input.setValue(value == null ? input.getEmptyValue() : (V) value);
        }
    }

    private final Map<String, Field<?>> fields = new LinkedHashMap<>();
    private final Div general = new Div();
    private Map<String, @Nullable Object> asRead = Map.of();
    private FormLayout group = new FormLayout();
    private @Nullable Runnable onChange;

    public Form() {
        addClassName("form");
        general.addClassName("form-problem");
        general.getElement().setAttribute("role", "alert");
        general.setVisible(false);
        add(general);
        group(null);
    }

    /** The fields that follow stand under this title, in two columns at most. */
    public final void group(@Nullable String title) {
        if (title != null) {
            add(new H2(title));
        }
        group = new FormLayout();
        group.setAutoResponsive(true);
        group.setAutoRows(true);
        group.setExpandColumns(true);
        group.setExpandFields(true);
        group.setMaxColumns(2);
        group.setColumnWidth("18em");
        add(group);
    }

    public final <V, F extends Component & HasValue<?, V>> F field(String name, F input, Function<V, String> text) {
        if (input instanceof HasValueChangeMode typed) {
            typed.setValueChangeMode(ValueChangeMode.LAZY);
            typed.setValueChangeTimeout(250);
        }
        if (input instanceof ComboBox<?> box && !box.isAllowCustomValue()) {
            Choices.only(box);
        }
        if (input instanceof HasClearButton) {
            // With a button for emptying, Esc would empty the field too, instead of closing what the form stands in.
            input.getElement().executeJs("""
                    this.addEventListener('keydown', event => {
                      if (event.key === 'Escape' && !this.opened && this.clearButtonVisible) {
                        this.clearButtonVisible = false;
                        setTimeout(() => { this.clearButtonVisible = true; });
                      }
                    }, true)""");
        }
        input.addValueChangeListener(event -> {
            if (event.isFromClient() && onChange != null) {
                onChange.run();
            }
        });
        String label = input instanceof HasLabel labelled ? Objects.requireNonNullElse(labelled.getLabel(), name) : name;
        fields.put(name, new Field<>(name, label, input, text));
        group.add(input);
        return input;
    }

    public final <F extends Component & HasValue<?, String>> F field(String name, F input) {
        return field(name, input, text -> text);
    }

    /** A field made of others, each of which may hold a text that is no value of it. */
    public interface Parts {

        List<? extends Component> parts();
    }

    private static Stream<? extends Component> parts(Field<?> field) {
        return field.input() instanceof Parts composed ? composed.parts().stream() : Stream.of((Component) field.input());
    }

    private static List<Unread> unread(Field<?> field) {
        return parts(field).flatMap(part -> Unread.of(part).stream()).toList();
    }

    /** Runs after the user has changed something, not on every key. */
    public final void onChange(Runnable listener) {
        onChange = listener;
    }

    /** To be called when the fields show what is stored. */
    public final void read() {
        fields.values().forEach(field -> {
            if (field.input() instanceof ComboBox<?> box) {
                Choices.restore(box);
            }
        });
        asRead = values();
        clearProblems();
    }

    public final boolean isChanged() {
        return !asRead.equals(values());
    }

    private Map<String, @Nullable Object> values() {
        var values = new LinkedHashMap<String, @Nullable Object>();
        fields.forEach((name, field) -> values.put(name, field.input().isEmpty() ? null : field.input().getValue()));
        // A text that is no value yet would be lost all the same.
        fields.forEach((name, field) -> {
            List<Unread> unread = unread(field);
            if (!unread.isEmpty()) {
                values.put(name, unread.size() == 1 ? unread.getFirst() : unread);
            }
        });
        return values;
    }

    /** Puts each problem beside its field, the others above the form, and the focus into the first. */
    public final void show(List<Problem> problems) {
        clearProblems();
        List<String> above = new ArrayList<>();
        for (var problem : problems) {
            String sentence = tr(problem);
            var field = problem.field() == null ? null : fields.get(problem.field().replaceAll("[\\[.].*", ""));
            if (field != null && !unread(field).isEmpty()) {
                // What it says of the value before means nothing beside a text that is none.
                continue;
            }
            if (field != null && field.input() instanceof HasValidationProperties input) {
                input.setErrorMessage(sentence);
                input.setInvalid(true);
            } else {
                above.add(sentence);
            }
        }
        general.setText(String.join(" ", above));
        general.setVisible(!above.isEmpty());
        focusFirst();
    }

    /**
     * To be asked before saving. False when a field holds a text that is no value of it: then the sentences stand beside such fields and the
     * first of them has the focus.
     */
    public final boolean isReadable() {
        boolean readable = fields.values().stream().allMatch(field -> unread(field).isEmpty());
        if (!readable) {
            clearProblems();
            focusFirst();
        }
        return readable;
    }

    private void focusFirst() {
        fields.values().stream().flatMap(field -> field.input() instanceof Parts ? Stream.concat(parts(field), Stream.of((Component) field.input()))
                        : parts(field)).filter(input -> input instanceof HasValidationProperties field && field.isInvalid()).findFirst().ifPresent(first -> {
                    if (first instanceof Focusable<?> focusable) {
                        focusable.focus();
                    }
                });
    }

    private void clearProblems() {
        general.setVisible(false);
        fields.values().forEach(field -> {
            if (field.input() instanceof HasValidationProperties input) {
                input.setInvalid(false);
            }
            parts(field).forEach(Unread::say);
        });
    }

    public final void setReadOnly(boolean readOnly) {
        fields.values().forEach(field -> field.input().setReadOnly(readOnly));
    }

    /**
     * Settles a conflict. What only one of the two changed is taken over; where both changed a field differently, the user chooses.
     *
     * @param readTheirs fills the fields with what is stored now and calls {@link #read}
     * @param onSettled  runs when the fields hold the merged version; not at all when the user goes back, whose version then stands again
     */
    public final void settle(Runnable readTheirs, Runnable onSettled) {
        Map<String, @Nullable Object> before = asRead;
        Map<String, @Nullable Object> mine = values();
        Map<String, String> mineShown = new LinkedHashMap<>();
        fields.forEach((name, field) -> mineShown.put(name, field.shown()));
        readTheirs.run();
        Map<String, @Nullable Object> theirs = values();
        List<ConflictDialog.Difference> differences = new ArrayList<>();
        fields.forEach((name, field) -> {
            boolean changedByMe = !Objects.equals(mine.get(name), before.get(name));
            boolean changedByThem = !Objects.equals(theirs.get(name), before.get(name));
            if (changedByMe && changedByThem && !Objects.equals(mine.get(name), theirs.get(name))) {
                differences.add(new ConflictDialog.Difference(name, field.label(), Objects.requireNonNull(mineShown.get(name)), field.shown()));
            }
            if (changedByMe) {
                field.set(mine.get(name));
            }
        });
        if (differences.isEmpty()) {
            onSettled.run();
            return;
        }
        Consumer<Set<String>> chosen = names -> {
            names.forEach(name -> Objects.requireNonNull(fields.get(name)).set(theirs.get(name)));
            onSettled.run();
        };
        new ConflictDialog(differences, chosen).open();
    }
}
