package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.bulk.Bulk;
import app.mainstay.base.bulk.BulkField;
import app.mainstay.base.ui.Notices;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.binder.Binder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * One cell edited in its place, by double click or F2: saved when a value is chosen, taken back from the notice. A row that somebody changed
 * since the cell was opened stays theirs.
 */
final class CellEditing<R> {

    private final ListServices services;
    private final String list;
    private final Grid<R> grid;
    private final List<BulkField> fields;
    private final Function<R, Long> id;
    private final Function<R, String> name;
    private final Runnable refresh;
    private final Map<String, Asking> asking = new HashMap<>();

    /**
     * @param fields  whose id is a column's key are edited in that column
     * @param refresh asks for the rows again
     */
    CellEditing(ListServices services, String list, Grid<R> grid, List<BulkField> fields, Function<R, Long> id, Function<R, String> name, Runnable refresh) {
        this.services = services;
        this.list = list;
        this.grid = grid;
        this.fields = fields;
        this.id = id;
        this.name = name;
        this.refresh = refresh;
        // Rows are records: nothing is bound, the editor is only the place for one field.
        grid.getEditor().setBinder(new Binder<>());
        grid.getEditor().addCloseListener(event -> {
            grid.getColumns().forEach(column -> column.setEditorComponent((Component) null));
            // Whoever works by keyboard goes on from the cell, unless the focus went elsewhere meanwhile.
            grid.getElement().executeJs("""
                    setTimeout(() => {
                      if (document.activeElement === document.body || this.contains(document.activeElement)) { this._itemsFocusable?.focus(); }
                    }, 100)""");
        });
        grid.addItemDoubleClickListener(event -> edit(event.getItem(), event.getColumn().getKey()));
        // The browser tells by it where F2 opens anything.
        fields.stream().map(BulkField::id).filter(key -> grid.getColumnByKey(key) != null)
                .forEach(key -> grid.getColumnByKey(key).getElement().setProperty("editableKey", key));
    }

    /** What a value may need to be told beside itself. */
    @FunctionalInterface
    interface Asking {

        /** Whether it takes over and asks, in a dialog of its own that stores. */
        boolean asks(long id, List<String> value);
    }

    void asking(String field, Asking asks) {
        asking.put(field, asks);
    }

    void edit(R row, String key) {
        var field = fields.stream().filter(one -> one.id().equals(key)).findFirst().orElse(null);
        var column = grid.getColumnByKey(key);
        if (field == null || column == null) {
            return;
        }
        services.bulk().open(list, id.apply(row), field.id()).ifPresentOrElse(opened -> {
            grid.getEditor().closeEditor();
            var cell = FieldEditor.of(field, services, UI.getCurrent().getLocale()).inCell();
            cell.value(opened.value());
            cell.ariaLabel(tr(field.labelKey()));
            cell.onChange(() -> store(field, opened, cell, name.apply(row)));
            Shortcuts.addShortcutListener(cell.component(), grid.getEditor()::closeEditor, Key.ESCAPE).listenOn(cell.component());
            column.setEditorComponent(cell.component());
            grid.getEditor().editItem(row);
            cell.focus();
        }, refresh);
    }

    private void store(BulkField field, Bulk.Opened opened, FieldEditor cell, String name) {
        var asks = asking.get(field.id());
        if (asks != null && !cell.value().equals(opened.value()) && asks.asks(opened.row().id(), cell.value())) {
            grid.getEditor().closeEditor();
            return;
        }
        if (!field.reasoned()) {
            store(field, opened, cell.value(), null, name, cell::refuse);
        } else if (!cell.value().equals(opened.value())) {
            // The cell closes as soon as it loses the focus: what was chosen goes along.
            var chosen = cell.value();
            grid.getEditor().closeEditor();
            new ReasonDialog(tr("list.edited.why", name, tr(field.labelKey()), FieldEditor.text(field, chosen, services, UI.getCurrent().getLocale())),
                    (reason, refuse) -> store(field, opened, chosen, reason, name, refuse)).open();
        }
    }

    private void store(BulkField field, Bulk.Opened opened, List<String> value, @Nullable String reason, String name, Consumer<String> refuse) {
        try {
            var before = services.bulk().edit(list, opened.row(), field.id(), value, reason);
            close();
            Notices.done(tr("list.edited", name, tr(field.labelKey())), () -> undo(field, before));
        } catch (RefusedException refused) {
            refuse.accept(sentence(refused.problems()));
        } catch (ConflictException | OptimisticLockingFailureException changed) {
            close();
            Notices.failed(tr("bulk.problem.changed"));
        }
    }

    private void undo(BulkField field, Bulk.Opened before) {
        try {
            services.bulk().edit(list, before.row(), field.id(), before.value(), Bulk.UNDO);
            refresh.run();
        } catch (RefusedException refused) {
            Notices.failed(sentence(refused.problems()));
        } catch (ConflictException | OptimisticLockingFailureException changed) {
            Notices.failed(tr("bulk.problem.changed"));
        }
    }

    private void close() {
        grid.getEditor().closeEditor();
        refresh.run();
    }

    static String sentence(List<Problem> problems) {
        return problems.stream().map(problem -> tr(problem)).collect(Collectors.joining(" "));
    }
}
