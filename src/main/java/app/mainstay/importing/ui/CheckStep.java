package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportReport;
import app.mainstay.importing.ImportReport.PreviewRow;
import app.mainstay.importing.ImportService;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the import would do, found out by doing it and taking it back. */
class CheckStep extends Div {

    private static final int CHANGES_SHOWN = 12;
    private static final int LIMITS_SHOWN = 10;

    private final ImportView view;
    private final Waiting waiting;

    CheckStep(ImportView view) {
        this.view = view;
        waiting = new Waiting(tr("import.checking"), view::cancel);
        add(waiting);
    }

    void progress(long done, long total) {
        waiting.progress(done, total);
    }

    void done(ImportReport report) {
        removeAll();
        long toStore = report.created() + report.changed();
        var verdict = new Paragraph(tr(toStore == 0 ? report.rejected() == 0 ? "import.check.nothing" : "import.check.none"
                : report.rejected() == 0 ? "import.check.fine" : "import.check.some"));
        verdict.getElement().setAttribute("role", "status");
        var back = new Button(tr("import.back.columns"), click -> view.columns());
        var reason = new TextArea(tr("import.limits.reason"));
        var run = new Button(toStore == 1 ? tr("import.next.run.one") : tr("import.next.run", toStore), click -> {
            if (!report.limits().isEmpty() && reason.isEmpty()) {
                reason.setErrorMessage(tr("import.limits.reason.needed"));
                reason.setInvalid(true);
                reason.focus();
                click.getSource().setEnabled(true);
            } else {
                view.run(reason.getValue());
            }
        });
        run.addThemeVariants(ButtonVariant.PRIMARY);
        run.setEnabled(toStore > 0);
        run.setDisableOnClick(true);
        run.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
        var foot = new Div(back, run);
        foot.addClassName("form-foot");
        add(new Outcome(view.target(), report, getLocale()), verdict, limits(report, reason), Outcome.rejections(view.target(), report, getLocale()), changes(report),
                new H2(tr("import.preview")), preview(report));
        String stays = ImportTexts.stays(view.target());
        if (stays != null && toStore > 0) {
            add(secondary(stays));
        }
        add(foot);
    }

    private static Paragraph secondary(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("secondary");
        return paragraph;
    }

    /** Asked once for the whole file, where it is seen before the button is. */
    private Div limits(ImportReport report, TextArea reason) {
        var section = new Div();
        if (report.limits().isEmpty()) {
            return section;
        }
        var list = new UnorderedList();
        report.limits().stream().limit(LIMITS_SHOWN).forEach(limit -> list.add(new ListItem(ImportTexts.sentence(view.target(), limit))));
        if (report.limits().size() > LIMITS_SHOWN) {
            list.add(new ListItem(tr("import.limits.more", LIMITS_SHOWN, report.limits().size())));
        }
        reason.setHelperText(tr("import.limits.reason.help"));
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(ImportService.LONGEST_REASON);
        // The button's shortcut leaves the text no time to arrive later.
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        reason.addValueChangeListener(change -> reason.setInvalid(false));
        reason.setWidthFull();
        section.addClassName("import-limits");
        section.add(new H2(tr("import.limits")), list, reason);
        return section;
    }

    /** A field of a stored row that changes. */
    record Changed(long line, ImportField<?> field, @Nullable Object before, @Nullable Object after) {
    }

    private Div changes(ImportReport report) {
        var section = new Div();
        List<Changed> changed = new ArrayList<>();
        for (var row : report.changes()) {
            for (var field : view.target().fields()) {
                if (row.before().containsKey(field) || row.after().containsKey(field)) {
                    changed.add(new Changed(row.line(), field, row.before().get(field), row.after().get(field)));
                }
            }
        }
        if (changed.isEmpty()) {
            return section;
        }
        var grid = new Grid<Changed>();
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addClassName("import-columns");
        grid.addColumn(change -> Formats.number(change.line(), getLocale())).setHeader(tr("import.line")).setTextAlign(ColumnTextAlign.END)
                .setWidth("84px").setFlexGrow(0);
        grid.addColumn(change -> ImportTexts.label(view.target(), change.field())).setHeader(tr("import.field.changed")).setWidth("180px").setFlexGrow(0);
        grid.addColumn(change -> text(change.field(), change.before())).setKey("before").setHeader(tr("import.before")).setFlexGrow(1);
        grid.addColumn(change -> text(change.field(), change.after())).setKey("after").setHeader(tr("import.after")).setFlexGrow(1);
        grid.setItems(changed);
        grid.setAllRowsVisible(changed.size() <= CHANGES_SHOWN);
        section.add(new H2(tr("import.changes")), grid);
        if (report.changed() > report.changes().size()) {
            section.add(secondary(tr("import.rejected.more", report.changes().size(), report.changed())));
        }
        return section;
    }

    private String text(ImportField<?> field, @Nullable Object value) {
        return value == null ? "—" : view.texts.value(field, value, getLocale());
    }

    private Grid<PreviewRow> preview(ImportReport report) {
        var grid = new Grid<PreviewRow>();
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addColumn(row -> Formats.number(row.line(), getLocale())).setHeader(tr("import.line")).setTextAlign(ColumnTextAlign.END)
                .setWidth("64px").setFlexGrow(0).setFrozen(true);
        grid.addColumn(new ComponentRenderer<>(row -> {
            var change = new Span(tr(row.change() == null ? "import.change.REJECTED" : "import.change." + row.change().name()));
            change.addClassName("chip");
            change.setClassName("danger", row.change() == null);
            return change;
        })).setHeader(tr("import.change")).setAutoWidth(true).setFlexGrow(0).setFrozen(true);
        // On a tablet the rest moves sideways below what says which row it is.
        boolean first = true;
        for (ImportField<?> field : view.target().fields()) {
            if (report.preview().stream().anyMatch(row -> row.values().containsKey(field))) {
                boolean number = List.of(ImportField.Kind.MONEY, ImportField.Kind.INTEGER, ImportField.Kind.YEAR).contains(field.kind());
                grid.addColumn(row -> row.values().containsKey(field) ? view.texts.value(field, row.values().get(field), getLocale()) : "")
                        .setHeader(ImportTexts.label(view.target(), field)).setAutoWidth(true).setFlexGrow(0)
                        .setTextAlign(number ? ColumnTextAlign.END : ColumnTextAlign.START).setFrozen(first);
                first = false;
            }
        }
        grid.setItems(report.preview());
        return grid;
    }

    void failed(String sentence) {
        removeAll();
        var problem = new Div(sentence);
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        var foot = new Div(new Button(tr("import.back.columns"), click -> view.columns()));
        foot.addClassName("form-foot");
        add(problem, foot);
    }
}
