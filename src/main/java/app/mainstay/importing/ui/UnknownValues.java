package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.importing.ImportField.Choice;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportReading.UnknownValue;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.ArrayList;
import java.util.List;

/** What values mean that the product does not know. */
class UnknownValues extends Div {

    private final ImportView view;
    private final Boxes boxes;

    UnknownValues(ImportView view, Boxes boxes) {
        this.view = view;
        this.boxes = boxes;
    }

    void show(List<UnknownValue> values) {
        if (values.isEmpty()) {
            return;
        }
        for (var value : values) {
            // Once only: whoever has cleared a suggestion does not want it back.
            if (view.suggest(value)) {
                value.suggestion().ifPresent(suggestion -> view.mapping(view.mapping().withValue(value.field(), value.text(), suggestion)));
            }
        }
        var grid = new Grid<UnknownValue>();
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addClassName("import-columns");
        grid.addColumn(new ComponentRenderer<>(this::unknownValue)).setHeader(tr("import.unknown.value")).setFlexGrow(1);
        grid.addColumn(new ComponentRenderer<>(this::meaning)).setKey("meaning").setHeader(tr("import.unknown.means")).setFlexGrow(1);
        grid.setItems(values);
        grid.setAllRowsVisible(values.size() <= ColumnsStep.ROWS_SHOWN);
        var help = new Paragraph(tr("import.unknown.help"));
        help.addClassName("secondary");
        add(new H2(tr("import.unknown")), help, grid);
    }

    private Component unknownValue(UnknownValue value) {
        var text = new Span(value.text());
        text.addClassName("import-column-name");
        var detail = new Span(tr("import.unknown.rows", ImportTexts.label(view.target(), value.field()), Formats.number(value.rows(), getLocale())));
        detail.addClassName("secondary");
        var cell = new Div(text, detail);
        cell.addClassName("import-column");
        return cell;
    }

    private Component meaning(UnknownValue value) {
        var box = boxes.only(new ComboBox<Choice>());
        var empty = new Choice(ImportMapping.EMPTY, tr("import.unknown.empty"), tr("import.unknown.empty"));
        List<Choice> choices = new ArrayList<>(view.reading.choices(value.field()));
        choices.add(empty);
        box.setItems(choices);
        box.setItemLabelGenerator(choice -> ImportTexts.label(choice, getLocale()));
        box.setPlaceholder(tr("import.unknown.refuse"));
        box.setClearButtonVisible(true);
        box.setAriaLabel(tr("import.unknown.of", value.text()));
        Object mapped = view.mapping().meaning(value.field(), value.text());
        choices.stream().filter(choice -> choice.value().equals(mapped)).findFirst().ifPresent(choice -> {
            box.setValue(choice);
            if (!view.isSuggested(value)) {
                box.setHelperText(tr("import.unknown.remembered"));
            } else if (value.suggestion().filter(mapped::equals).isPresent()) {
                box.setHelperText(tr("import.unknown.suggested"));
            }
        });
        box.addValueChangeListener(event -> {
            box.setHelperText(null);
            view.mapping(view.mapping().withValue(value.field(), value.text(), event.getValue() == null ? null : event.getValue().value()));
        });
        var cell = new Div(box);
        cell.addClassName("import-field");
        return cell;
    }
}
