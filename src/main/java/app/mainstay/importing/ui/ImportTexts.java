package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportField.Choice;
import app.mainstay.importing.ImportReading;
import app.mainstay.importing.ImportTarget;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Words;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names, values and refusals as the reader's language says them. */
final class ImportTexts {

    private final ImportReading reading;
    private final UserService users;

    ImportTexts(ImportReading reading, UserService users) {
        this.reading = reading;
        this.users = users;
    }

    static String label(ImportTarget target, ImportField<?> field) {
        return tr(target.labelKey(field));
    }

    /** Why an import of this kind, or a part of it, cannot be taken back; null where all of it can. */
    static @Nullable String stays(ImportTarget target) {
        return target.takenBack().size() == ImportTarget.Change.values().length - 1 ? null : tr("import." + target.id() + ".stays");
    }

    static String label(Choice choice, Locale locale) {
        return locale.getLanguage().equals("zh") ? choice.labelZh() : choice.labelEn();
    }

    /** "Employees: “many” is no number." */
    static String sentence(ImportTarget target, Problem problem) {
        String sentence = tr(problem);
        return target.fields().stream().filter(field -> field.id().equals(problem.field())).findFirst()
                .map(field -> tr("import.problem.field", label(target, field), sentence)).orElse(sentence);
    }

    /** The same in a language of its own, where no screen says which. */
    static String sentences(ImportTarget target, List<Problem> problems, Locale locale) {
        return problems.stream().map(problem -> {
            String sentence = Words.say(problem.key(), locale, problem.args().toArray());
            return target.fields().stream().filter(field -> field.id().equals(problem.field())).findFirst()
                    .map(field -> Words.say("import.problem.field", locale, Words.text(target.labelKey(field), locale), sentence)).orElse(sentence);
        }).collect(Collectors.joining(" "));
    }

    static String sentences(ImportTarget target, List<Problem> problems) {
        return problems.stream().map(problem -> sentence(target, problem)).collect(Collectors.joining(" "));
    }

    String value(ImportField<?> field, Object value, Locale locale) {
        if (field.kind().isClosed()) {
            return reading.choices(field).stream().filter(choice -> choice.value().equals(value)).findFirst()
                    .map(choice -> label(choice, locale)).orElse(value.toString());
        }
        return switch (value) {
            case Money money -> Formats.moneyInFull(money, locale);
            case Integer number when field.kind() == ImportField.Kind.INTEGER -> Formats.number(number, locale);
            case LocalDate date -> Formats.date(date, locale);
            case Long id when field.kind() == ImportField.Kind.USER -> users.find(id).map(UserRow::displayName).orElse("");
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }
}
