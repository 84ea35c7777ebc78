package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.shared.Numbers;
import com.vaadin.flow.component.customfield.CustomField;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A number as people write it, see {@link Numbers}. What is no such number stays as it was typed, and a sentence says so. */
public final class NumberInput<T extends Number> extends CustomField<T> {

    private final NumberText text;
    private final Function<String, Optional<T>> reader;
    private final String sentenceKey;

    private NumberInput(String label, String format, Function<String, Optional<T>> reader, String sentenceKey) {
        this.reader = reader;
        this.sentenceKey = sentenceKey;
        text = new NumberText(format, this::updateValue, this::left);
        text.setAriaLabel(label);
        setLabel(label);
        addClassName("number-field");
        add(text);
    }

    /** Grouped: 12,000. */
    public static NumberInput<Integer> whole(String label) {
        return new NumberInput<>(label, "#,##0", Numbers::readInt, "problem.wholeNumber");
    }

    public static NumberInput<Integer> year(String label) {
        return new NumberInput<>(label, "0", Numbers::readInt, "problem.year");
    }

    public static NumberInput<BigDecimal> decimal(String label) {
        return new NumberInput<>(label, "#,##0.##########", typed -> Numbers.read(typed).map(Numbers.Read::value), "problem.number");
    }

    @Override
    protected @Nullable T generateModelValue() {
        Unread.forget(this);
        if (text.isBlank()) {
            return null;
        }
        Optional<T> number = reader.apply(text.getValue());
        if (number.isEmpty()) {
            new Unread(text.getValue(), tr(sentenceKey)).keep(this);
        }
        return number.orElseGet(this::getValue);
    }

    private void left() {
        if (Unread.of(this).isPresent()) {
            Unread.say(this);
        } else {
            text.show(getValue());
        }
    }

    @Override
    public void setValue(@Nullable T value) {
        Unread.forget(this);
        super.setValue(value);
        // The same value as before would leave a text that was none.
        text.show(value);
    }

    @Override
    protected void setPresentationValue(@Nullable T value) {
        text.show(value);
    }

    @Override
    public void setInvalid(boolean invalid) {
        super.setInvalid(invalid);
        text.setInvalid(invalid);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        text.setReadOnly(readOnly);
    }

    @Override
    public void focus() {
        text.focus();
    }
}
