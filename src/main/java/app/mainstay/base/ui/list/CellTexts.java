package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.CodeValue;
import app.mainstay.base.list.ListColumn.CodedValues;
import app.mainstay.base.list.ListColumn.Moment;
import app.mainstay.base.list.ListColumn.Sentences;
import app.mainstay.base.ui.Formats;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;

/** A list's values as the reader's language writes them. */
record CellTexts(SettingsService settings, CodeLists codes, Locale locale) {

    <R> String of(ListColumn<R, ?> column, R row) {
        return switch (column.value().apply(row)) {
            case null -> "";
            case Money money -> Formats.money(money, locale);
            case Number number -> Formats.number(number, locale);
            case Instant instant -> Formats.date(instant, settings.zone(), locale);
            case Moment moment -> Formats.dateTime(moment.at(), settings.zone(), locale);
            case LocalDate date -> Formats.date(date, locale);
            case ListColumn.Said said -> said.in(locale);
            case Coded coded -> tr(coded.labelKey());
            case Sentences said -> said.sentences().stream().map(sentence -> tr(sentence))
                    .collect(Collectors.joining(" "));
            case CodedValues several -> several.values().stream().map(coded -> tr(coded.labelKey())).collect(Collectors.joining(tr("base.listSeparator")));
            case CodeValue value -> codes.label(value.list(), value.code(), locale);
            case Object text -> text.toString();
        };
    }
}
