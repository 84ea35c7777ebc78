package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportField.Kind;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportMapping.Amounts;
import app.mainstay.importing.ImportMapping.Unit;
import app.mainstay.importing.ImportReading;
import app.mainstay.importing.ImportTarget;
import app.mainstay.importing.TableFile;
import app.mainstay.importing.TableRows;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Problem;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which column is what; beside it, what stands in for what the file lacks, and what unknown values mean. */
class ColumnsStep extends Div {

    /** The row's key in the system that wrote the file: no field of the row, but chosen like one. */
    private static final ImportField<String> KEY = ImportField.text("externalKey");
    private static final int SAMPLES = 3;
    static final int ROWS_SHOWN = 30;
    private static final int HEADER_CELLS = 4;
    private static final List<String> USUAL_CURRENCIES = List.of("CNY", "USD", "EUR", "HKD", "JPY", "GBP");

    private final ImportView view;
    private final ImportTarget target;
    private final Grid<Integer> columns = new Grid<>();
    private final Boxes boxes = new Boxes();
    private final DefaultValues defaults;
    private final UnknownValues unknown;
    private final Paragraph moved = new Paragraph();
    private final Span keyless = new Span();
    private final Div problem = new Div();
    private int question;
    private transient ImportReading.@Nullable Look look;
    private boolean goOn;

    ColumnsStep(ImportView view) {
        this.view = view;
        target = view.target();
        defaults = new DefaultValues(view, boxes);
        unknown = new UnknownValues(view, boxes);
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var back = new Button(tr("import.back.file"), click -> view.start());
        var next = new Button(tr("import.next.check"), click -> next());
        next.addThemeVariants(ButtonVariant.PRIMARY);
        next.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
        keyless.setText(tr("import.columns.noKey"));
        keyless.addClassNames("status", "sign-warn");
        moved.addClassName("import-moved");
        moved.getElement().setAttribute("role", "status");
        moved.setVisible(false);
        var foot = new Div(problem, moved, back, next);
        foot.addClassName("form-foot");
        var summary = new Paragraph(tr("import.columns.help", view.file().name(), view.file().rows(), view.file().headers().size()));
        summary.addClassName("secondary");
        add(summary);
        if (view.isRemembered()) {
            var anew = new Button(tr("import.remembered.anew"), click -> view.guessAnew());
            anew.addThemeVariants(ButtonVariant.TERTIARY);
            var before = new Div(new Span(tr("import.remembered")), anew);
            before.addClassName("import-remembered");
            add(before);
        }
        // Problems and what was moved stand in the foot, which is always in sight.
        add(place(), columns(), keyless, defaults, unknown, foot);
        showKeyless();
        findUnknown();
    }

    // ---- where the table is ----

    private Component place() {
        var file = view.file();
        var row = new Div();
        row.addClassName("import-place");
        var targets = view.imports.targets();
        if (targets.size() > 1) {
            var holds = new Select<ImportTarget>();
            holds.setLabel(tr("import.target"));
            holds.setItems(targets);
            holds.setItemLabelGenerator(each -> tr("import." + each.id()));
            holds.setValue(target);
            holds.addValueChangeListener(event -> {
                // What was refused is put back, which is no new choice.
                if (event.getValue() != target) {
                    problem.setVisible(false);
                    view.target(event.getValue(), sentence -> {
                        holds.setValue(target);
                        refuse(sentence);
                    });
                }
            });
            row.add(holds);
        }
        if (file.sheets().size() > 1) {
            var sheet = new Select<Integer>();
            sheet.setLabel(tr("import.sheet"));
            sheet.setItems(IntStream.range(0, file.sheets().size()).boxed().toList());
            sheet.setItemLabelGenerator(file.sheets()::get);
            sheet.setValue(file.place().sheet());
            sheet.addValueChangeListener(event -> place(new TableFile.Place(event.getValue(), null), () -> sheet.setValue(event.getOldValue())));
            row.add(sheet);
        }
        var lines = file.top();
        if (lines.size() > 1) {
            var header = new Select<TableRows.Row>();
            header.setLabel(tr("import.header"));
            header.setItems(lines);
            header.setItemLabelGenerator(each -> tr("import.header.line", each.line(), each.cells().stream().filter(cell -> !cell.isBlank()).limit(HEADER_CELLS)
                    .collect(Collectors.joining(tr("import.and")))));
            lines.stream().filter(each -> each.line() == file.headerLine()).findFirst().ifPresent(header::setValue);
            header.addValueChangeListener(event -> place(new TableFile.Place(file.place().sheet(), event.getValue().line()),
                    () -> header.setValue(event.getOldValue())));
            row.add(header);
        }
        return row;
    }

    private void place(TableFile.Place place, Runnable back) {
        // What was refused is put back, which is no new choice.
        if (!place.equals(view.file().place())) {
            problem.setVisible(false);
            view.place(place, sentence -> {
                back.run();
                refuse(sentence);
            });
        }
    }

    // ---- columns ----

    private Grid<Integer> columns() {
        columns.addThemeVariants(GridVariant.NO_BORDER);
        columns.setSelectionMode(Grid.SelectionMode.NONE);
        columns.addClassName("import-columns");
        columns.addColumn(new ComponentRenderer<>(this::column)).setHeader(tr("import.column")).setFlexGrow(1);
        columns.addColumn(new ComponentRenderer<>(this::field)).setKey("field").setHeader(tr("import.field")).setFlexGrow(1);
        columns.setItems(Stream.iterate(0, i -> i + 1).limit(view.file().headers().size()).toList());
        columns.setAllRowsVisible(view.file().headers().size() <= ROWS_SHOWN);
        return columns;
    }

    private void showKeyless() {
        keyless.setVisible(!target.keyNames().isEmpty() && view.mapping().keyColumn() == null);
    }

    private Component column(int column) {
        var name = new Span(view.file().headers().get(column));
        name.addClassName("import-column-name");
        var samples = new Span(String.join(" · ", view.file().samples().stream().filter(row -> column < row.size())
                .map(row -> row.get(column).strip()).filter(cell -> !cell.isEmpty()).distinct().limit(SAMPLES).toList()));
        samples.addClassName("secondary");
        var cell = new Div(name, samples);
        cell.addClassName("import-column");
        return cell;
    }

    private Component field(int column) {
        var choice = boxes.only(new ComboBox<ImportField<?>>());
        List<ImportField<?>> fields = new ArrayList<>(target.fields());
        fields.add(KEY);
        choice.setItems(fields);
        choice.setItemLabelGenerator(field -> field.equals(KEY) ? tr("import.key") : ImportTexts.label(target, field) + (field.required() ? " *" : ""));
        choice.setPlaceholder(tr("import.column.none"));
        choice.setClearButtonVisible(true);
        choice.setAriaLabel(tr("import.field.of", view.file().headers().get(column)));
        var current = fieldOf(column);
        choice.setValue(current);
        choice.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                choose(column, event.getValue());
            }
        });
        var cell = new Div(choice);
        cell.addClassName("import-field");
        if (current != null && current.kind() == Kind.MONEY) {
            cell.add(amounts(current));
        } else if (KEY.equals(current)) {
            cell.add(source(column));
        }
        if (current != null && look != null && look.dates().containsKey(current)) {
            cell.add(reading("import.dates", look.dates().get(current), view.mapping().dates().get(current),
                    order -> view.mapping(view.mapping().withDates(current, order))));
        }
        if (current != null && look != null && look.numbers().containsKey(current)) {
            cell.add(reading("import.numbers", look.numbers().get(current), view.mapping().numbers().get(current),
                    style -> view.mapping(view.mapping().withNumbers(current, style))));
        }
        return cell;
    }

    /** How the column's dates or numbers are written, as far as they leave it open. */
    private static <E extends Enum<E> & Coded> Component reading(String labelKey, Set<E> possible, @Nullable E chosen, Consumer<E> onChange) {
        var select = new Select<E>();
        select.setLabel(tr(labelKey));
        select.setItems(possible.stream().sorted().toList());
        select.setItemLabelGenerator(each -> tr(each.labelKey()));
        select.setPlaceholder(tr("import.reading.choose"));
        select.setValue(chosen);
        select.addValueChangeListener(event -> onChange.accept(event.getValue()));
        return select;
    }

    private @Nullable ImportField<?> fieldOf(int column) {
        if (Objects.equals(view.mapping().keyColumn(), column)) {
            return KEY;
        }
        return view.mapping().columns().entrySet().stream().filter(entry -> entry.getValue() == column).map(Map.Entry::getKey)
                .findFirst().<ImportField<?>>map(field -> field).orElse(null);
    }

    /** A field is read from one column: choosing it for another one takes it from the first, which is said. */
    private void choose(int column, @Nullable ImportField<?> field) {
        var headers = view.file().headers();
        var before = IntStream.range(0, headers.size()).filter(other -> other != column && field != null && field.equals(fieldOf(other))).boxed().findFirst();
        moved.setVisible(before.isPresent());
        before.ifPresent(other -> moved.setText(tr("import.columns.moved", KEY.equals(field) ? tr("import.key") : ImportTexts.label(target, field),
                headers.get(column), headers.get(other))));
        if (KEY.equals(field)) {
            view.mapping(view.mapping().withKey(column, view.reading.sourceName(view.file())));
        } else {
            view.mapping(view.mapping().withColumn(column, field));
        }
        showKeyless();
        defaults.showRequired();
        // Another column may have lost the field.
        columns.getDataProvider().refreshAll();
        findUnknown();
    }

    private Component amounts(ImportField<?> field) {
        var amounts = Objects.requireNonNull(view.mapping().amounts().get(field));
        var currency = boxes.only(new ComboBox<String>());
        currency.setItems(Stream.concat(USUAL_CURRENCIES.stream(), Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode)
                .sorted()).distinct().toList());
        // All at once to the browser, which then filters as fast as people type.
        currency.setPageSize(300);
        currency.setLabel(tr("base.currency"));
        currency.setValue(amounts.currency());
        var unit = new Select<Unit>();
        unit.setItems(Unit.values());
        unit.setItemLabelGenerator(each -> tr(each.labelKey()));
        unit.setLabel(tr("import.unit"));
        unit.setValue(amounts.unit());
        currency.addValueChangeListener(event -> {
            if (event.getValue() == null) {
                currency.setValue(event.getOldValue());
            }
            changed(field, currency, unit);
        });
        unit.addValueChangeListener(event -> changed(field, currency, unit));
        var row = new Div(unit, currency);
        row.addClassName("import-amounts");
        return row;
    }

    private void changed(ImportField<?> field, ComboBox<String> currency, Select<Unit> unit) {
        view.mapping(view.mapping().withAmounts(field, new Amounts(currency.getValue(), unit.getValue())));
    }

    private Component source(int column) {
        var source = new TextField();
        source.setPlaceholder(tr("import.source"));
        source.setAriaLabel(tr("import.source"));
        source.setHelperText(tr("import.source.help"));
        source.setMaxLength(ImportReading.LONGEST_SOURCE);
        source.setValue(Objects.requireNonNullElse(view.mapping().source(), ""));
        source.addValueChangeListener(event -> {
            String name = event.getValue().isBlank() ? view.reading.sourceName(view.file()) : event.getValue().strip();
            view.mapping(view.mapping().withKey(column, name));
        });
        return source;
    }

    // ---- what the file itself asks ----

    private void findUnknown() {
        int asked = ++question;
        var mapping = view.mapping();
        look = null;
        unknown.removeAll();
        view.inBackground(() -> view.reading.look(view.file(), mapping), found -> {
            // An answer to a question that was asked again meanwhile is of no use.
            if (asked == question) {
                look = found;
                view.mapping(found.applied(view.mapping()));
                view.mapping().columns().forEach((field, column) -> {
                    if (found.dates().containsKey(field) || found.numbers().containsKey(field)) {
                        columns.getDataProvider().refreshItem(column);
                    }
                });
                unknown.show(found.unknown());
                if (goOn) {
                    next();
                }
            }
        }, this::refuse);
    }

    // ---- on ----

    private void next() {
        if (!boxes.areRead()) {
            return;
        }
        List<Problem> missing = new ArrayList<>(view.reading.missing(target, view.mapping()));
        problem.setVisible(false);
        // The file is still being read for what has to be asked: the answer comes back here.
        goOn = missing.isEmpty() && look == null;
        if (goOn) {
            return;
        }
        if (look != null) {
            missing.addAll(look.open(view.mapping()));
        }
        if (missing.isEmpty()) {
            view.check();
            return;
        }
        refuse(ImportTexts.sentences(target, missing));
        defaults.mark(missing);
    }

    private void refuse(String sentence) {
        problem.setText(sentence);
        problem.setVisible(true);
    }
}
