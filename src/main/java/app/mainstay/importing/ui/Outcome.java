package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.importing.ImportReport;
import app.mainstay.importing.ImportReport.Rejection;
import app.mainstay.importing.ImportTarget;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.List;
import java.util.Locale;

/** What an import did or would do: four numbers, what else was made, and every refused row with its reasons. */
class Outcome extends Div {

    private static final int ROWS_SHOWN = 10;

    Outcome(ImportTarget target, ImportReport report, Locale locale) {
        var counts = new Div(count("created", report.created(), locale), count("changed", report.changed(), locale),
                count("unchanged", report.unchanged(), locale), count("rejected", report.rejected(), locale));
        counts.addClassName("import-counts");
        add(counts);
        report.notes().forEach(note -> add(new Paragraph(ImportTexts.sentence(target, note))));
    }

    private static DescriptionList count(String name, long number, Locale locale) {
        var list = new DescriptionList();
        list.add(new DescriptionList.Term(tr("import.count." + name)), new DescriptionList.Description(Formats.number(number, locale)));
        list.addClassName("import-count");
        list.setClassName("danger", name.equals("rejected") && number > 0);
        return list;
    }

    static Div rejections(ImportTarget target, ImportReport report, Locale locale) {
        return rows(target, tr("import.rejected"), report.rejections(), report.rejected(), locale);
    }

    /** Rows with their reasons. @param total of which the first are listed */
    static Div rows(ImportTarget target, String title, List<Rejection> rows, long total, Locale locale) {
        var section = new Div();
        if (rows.isEmpty()) {
            return section;
        }
        var grid = new Grid<Rejection>();
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addClassName("import-columns");
        grid.addColumn(rejection -> Formats.number(rejection.line(), locale)).setHeader(tr("import.line")).setTextAlign(ColumnTextAlign.END)
                .setWidth("84px").setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(rejection -> {
            var reasons = new Span(ImportTexts.sentences(target, rejection.problems()));
            reasons.addClassName("import-reason");
            return reasons;
        })).setHeader(tr("import.reason"));
        grid.setItems(rows);
        grid.setAllRowsVisible(rows.size() <= ROWS_SHOWN);
        section.add(new H2(title), grid);
        if (total > rows.size()) {
            var more = new Paragraph(tr("import.rejected.more", rows.size(), total));
            more.addClassName("secondary");
            section.add(more);
        }
        return section;
    }
}
