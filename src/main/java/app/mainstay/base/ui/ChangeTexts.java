package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.audit.AuditField;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Words;
import com.vaadin.flow.component.UI;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Old and new values of a history as its reader reads them. */
@Component
public class ChangeTexts {

    private static final int MOST_DIGITS = 8;

    private final CodeLists codes;
    private final SettingsService settings;

    ChangeTexts(CodeLists codes, SettingsService settings) {
        this.codes = codes;
        this.settings = settings;
    }

    /** @param called names of references, by thing and id; none for what the viewer may not see */
    public String text(AuditField field, @Nullable Object value, Map<String, Map<Long, String>> called) {
        Locale locale = UI.getCurrent().getLocale();
        return switch (value) {
            case null -> "–";
            case Boolean flag -> tr(flag ? "admin.hours.yes" : "admin.hours.no");
            case BigDecimal number -> number(number, locale);
            case LocalDate date -> Formats.date(date, locale);
            case Instant instant -> Formats.dateTime(instant, settings.zone(), locale);
            case Long id -> called.getOrDefault(Objects.requireNonNull(field.of()), Map.of()).getOrDefault(id, tr("admin.audit.unseen"));
            case List<?> texts -> String.join(tr("base.listSeparator"), texts.stream().map(Object::toString).toList());
            case String text when field.kind() == AuditField.Kind.CODE -> code(Objects.requireNonNull(field.of()), text, locale);
            case String text when field.kind() == AuditField.Kind.CONSTANT -> constant(field.of() + text, text, locale);
            case Object text -> text.toString();
        };
    }

    private static String number(BigDecimal number, Locale locale) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(MOST_DIGITS);
        return format.format(number);
    }

    private String code(String listName, String code, Locale locale) {
        return Arrays.stream(CodeList.values()).filter(candidate -> candidate.name().equals(listName)).findFirst()
                .map(codeList -> codes.label(codeList, code, locale)).orElse(code);
    }

    /** A constant that an older version of the product knew has no word any more. */
    private static String constant(String key, String stored, Locale locale) {
        String word = Words.text(key, locale);
        return word.isEmpty() ? stored : word;
    }
}
