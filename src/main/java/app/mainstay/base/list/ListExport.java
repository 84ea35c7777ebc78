package app.mainstay.base.list;

import app.mainstay.audit.AuditTrail;
import app.mainstay.base.list.ListColumn.CodeValue;
import app.mainstay.base.list.ListColumn.CodedValues;
import app.mainstay.base.list.ListColumn.Moment;
import app.mainstay.base.list.ListColumn.Sentences;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Writes what a list shows into a file, row by row as the database gives them, so that a million rows take no more memory than a thousand.
 * Which rows those are is decided by the list's own service.
 */
@Service
public class ListExport {

    /** The kind of the entries in the audit trail. */
    public static final String KIND = "list.export";

    public enum Format {

        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), CSV("text/csv;charset=utf-8");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        public String extension() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it went, as the audit trail tells it. */
    private enum Outcome {
        ENDED, BROKEN_OFF, FAILED
    }

    /** Whoever wanted the file is gone: no fault, so without a trace of the stack. */
    private static final class BrokenOffException extends RuntimeException {

        BrokenOffException() {
            super(null, null, false, false);
        }
    }

    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final CodeLists codes;
    private final AuditTrail audit;

    ListExport(CurrentUser currentUser, SettingsService settings, CodeLists codes, AuditTrail audit) {
        this.currentUser = currentUser;
        this.settings = settings;
        this.codes = codes;
        this.audit = audit;
    }

    /**
     * Writes all rows that the query asks for, in its order. Returns when the file is complete or when its reader is gone (the stream fails);
     * a failure of the database is thrown, and the file is then unfinished.
     *
     * @param query      what the list does not know of it is left out
     * @param columnKeys what is shown, in that order; unknown ones are left out, none means the standard columns
     * @param out        stays open
     */
    @SignedIn
    public <R, F, S extends Enum<S>> void write(ListSource<R, F, S> source, ListQuery query, List<String> columnKeys, Format format, Locale locale,
                                                OutputStream out) {
        currentUser.require();
        var columns = columns(source, columnKeys);
        var asked = query.only(source.filterNames());
        long[] rows = new long[1];
        var outcome = Outcome.FAILED;
        try {
            var cells = new Cells<>(columns, locale, settings.zone());
            var file = open(format, out, Words.text(source.titleKey(), locale), cells.header());
            source.stream(source.filter(asked), source.orders(asked), row -> {
                try {
                    file.row(cells.of(row));
                } catch (IOException | UncheckedIOException gone) {
                    throw new BrokenOffException();
                }
                rows[0]++;
            });
            file.finish();
            outcome = Outcome.ENDED;
        } catch (IOException | BrokenOffException gone) {
            outcome = Outcome.BROKEN_OFF;
        } finally {
            audit.record(KIND, source.id(), Map.of("query", asked.text(), "format", format.name(), "rows", rows[0], "outcome", outcome.name(),
                    "columns", String.join(",", columns.stream().map(ListColumn::key).toList())));
        }
    }

    private static <R, S extends Enum<S>> List<ListColumn<R, S>> columns(ListSource<R, ?, S> source, List<String> keys) {
        var chosen = keys.stream().distinct().map(key -> source.columns().stream().filter(column -> column.key().equals(key)).findFirst())
                .flatMap(Optional::stream).toList();
        return chosen.isEmpty() ? source.columns().stream().filter(ListColumn::standard).toList() : chosen;
    }

    private static ExportFile open(Format format, OutputStream out, String title, List<ExportFile.Column> header) throws IOException {
        return switch (format) {
            case XLSX -> new XlsxFile(out, title, header, XlsxFile.ROWS);
            case CSV -> new CsvFile(out, header);
        };
    }

    /** "客户 2026-11-25.xlsx", with the date of the business zone; no character that a file system or a header takes for its own. */
    @SignedIn
    public String fileName(ListSource<?, ?, ?> source, Format format, Locale locale) {
        String title = Names.clean(Words.text(source.titleKey(), locale).replaceAll("[\\p{Cntrl}\\\\/:*?\"<>|;%]", " "));
        return (title + " " + settings.today()).strip() + "." + format.extension();
    }

    /** What stands in the cells of a row. */
    private final class Cells<R, S extends Enum<S>> {

        private final List<ListColumn<R, S>> columns;
        private final Locale locale;
        private final ZoneId zone;
        private final int width;
        /** A few constants, asked for in every row. */
        private final Map<Coded, String> labels = new HashMap<>();
        /** All of them from the start: rows come over the one connection, which answers nothing else meanwhile. */
        private final Map<CodeValue, String> codeLabels = new HashMap<>();

        Cells(List<ListColumn<R, S>> columns, Locale locale, ZoneId zone) {
            this.columns = columns;
            this.locale = locale;
            this.zone = zone;
            this.width = columns.size() + (int) columns.stream().filter(ListColumn::money).count();
            for (var list : CodeList.values()) {
                codes.entries(list).forEach(entry -> codeLabels.put(new CodeValue(list, entry.code()), entry.label(locale)));
            }
        }

        List<ExportFile.Column> header() {
            List<ExportFile.Column> header = new ArrayList<>();
            for (var column : columns) {
                String label = Words.text(column.labelKey(), locale);
                header.add(new ExportFile.Column(label, column.width()));
                if (column.money()) {
                    header.add(new ExportFile.Column(label + " · " + Words.text("base.currency", locale), 0));
                }
            }
            return header;
        }

        @Nullable Object[] of(R row) {
            @Nullable Object[] cells = new Object[width];
            int next = 0;
            for (var column : columns) {
                Object value = column.value().apply(row);
                if (column.money()) {
                    // Two cells: a sum over amounts works, and nobody sums over currencies unawares.
                    cells[next++] = value instanceof Money money ? money.amount() : null;
                    cells[next++] = value instanceof Money money ? money.currency() : null;
                } else {
                    cells[next++] = cell(value);
                }
            }
            return cells;
        }

        private String sentence(Problem problem) {
            return new MessageFormat(Words.text(problem.key(), locale), locale).format(problem.args().toArray());
        }

        private @Nullable Object cell(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case String text -> text;
                case Number number -> number;
                case LocalDate date -> date;
                case Sentences said -> said.sentences().stream().map(this::sentence).collect(Collectors.joining(" "));
                case Moment moment -> DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone).format(moment.at());
                case Instant instant -> LocalDate.ofInstant(instant, zone);
                case ListColumn.Said said -> said.in(locale);
                case Coded coded -> labels.computeIfAbsent(coded, constant -> Words.text(coded.labelKey(), locale));
                case CodedValues several -> several.values().stream().map(coded -> Words.text(coded.labelKey(), locale))
                        .collect(Collectors.joining(Words.text("base.listSeparator", locale)));
                case CodeValue code -> code.code() == null ? null : codeLabels.getOrDefault(code, code.code());
                case Money money -> money.currency() + " " + money.amount().stripTrailingZeros().toPlainString();
                default -> Objects.toString(value);
            };
        }
    }
}
