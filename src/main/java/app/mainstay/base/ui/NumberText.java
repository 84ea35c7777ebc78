package app.mainstay.base.ui;

import app.mainstay.shared.Numbers;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text inside a field of numbers: people write "1.5万" or "1,200", so no key is refused, and what was understood is written out. */
final class NumberText extends TextField {

    private final DecimalFormat format;
    private boolean showing;

    /** @param format how a number is written out; both languages group with commas */
    NumberText(String format, Runnable onTyped, Runnable onLeft) {
        this.format = new DecimalFormat(format, DecimalFormatSymbols.getInstance(Locale.ROOT));
        addThemeVariants(TextFieldVariant.ALIGN_END);
        setAutocomplete(Autocomplete.OFF);
        // A shortcut saves while the focus is still in the field.
        setValueChangeMode(ValueChangeMode.LAZY);
        setValueChangeTimeout(250);
        addValueChangeListener(change -> {
            if (!showing) {
                onTyped.run();
            }
        });
        addBlurListener(blur -> onLeft.run());
    }

    boolean isBlank() {
        return getValue().isBlank();
    }

    Optional<BigDecimal> number() {
        return Numbers.read(getValue()).map(Numbers.Read::value);
    }

    void show(@Nullable Number number) {
        showing = true;
        setValue(number == null ? "" : format.format(number));
        showing = false;
    }
}
