package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.Icons;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands in the toolbar's place while rows are selected: some by their boxes, or all that match, which are never read into memory. */
final class SelectionBar<R> extends Div {

    private final Grid<R> grid;
    private final Function<R, Long> id;
    private final Supplier<ListQuery> query;
    private final Consumer<SelectionBar<R>> changed;
    private final transient @Nullable Consumer<SelectionBar<R>> edit;
    private final transient List<SelectionAction> actions;
    private final Runnable refresh;
    private final transient Numbers numbers;
    private boolean allMatching;

    /** How many rows match. */
    interface Numbers {

        /** Exactly; negative where there are more than anybody has counted. */
        long known();

        /** The least that there are. */
        long atLeast();

        long exactly();
    }

    /**
     * @param changed told whenever the selection is another
     * @param edit    opens the bulk edit for what is selected; null where nothing can be edited
     * @param actions what else can be done with it
     * @param refresh asks for the rows again
     * @param numbers of rows that match
     */
    SelectionBar(Grid<R> grid, Function<R, Long> id, Supplier<ListQuery> query, Consumer<SelectionBar<R>> changed,
                 @Nullable Consumer<SelectionBar<R>> edit, List<SelectionAction> actions, Runnable refresh, Numbers numbers) {
        this.grid = grid;
        this.id = id;
        this.query = query;
        this.changed = changed;
        this.edit = edit;
        this.actions = actions;
        this.refresh = refresh;
        this.numbers = numbers;
        addClassNames("toolbar", "selection");
        setVisible(false);
        var model = (GridMultiSelectionModel<R>) grid.setSelectionMode(Grid.SelectionMode.MULTI);
        // The grid's own box for all would read a million rows into memory.
        model.setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.HIDDEN);
        model.setSelectionColumnFrozen(true);
        model.setDragSelect(true);
        model.addMultiSelectionListener(event -> {
            allMatching = false;
            show();
        });
    }

    boolean isAllMatching() {
        return allMatching;
    }

    void clear() {
        allMatching = false;
        grid.deselectAll();
        show();
    }

    BulkSelection selection() {
        return allMatching ? BulkSelection.matching(query.get().withSort(List.of()).text())
                : BulkSelection.of(grid.getSelectedItems().stream().map(id).toList());
    }

    private void show() {
        int chosen = grid.getSelectedItems().size();
        setVisible(allMatching || chosen > 0);
        removeAll();
        changed.accept(this);
        if (!isVisible()) {
            return;
        }
        var clear = new Button(Icons.CLOSE.create(), click -> clear());
        clear.setAriaLabel(tr("list.selection.clear"));
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        var says = new Span(allMatching ? all(numbers.known()) : tr("list.selection", chosen));
        says.getElement().setAttribute("role", "status");
        add(clear, says);
        if (allMatching && numbers.known() < 0) {
            var count = new Button(tr("list.count.exactly"), click -> {
                says.setText(all(numbers.exactly()));
                remove(click.getSource());
            });
            count.addThemeVariants(ButtonVariant.TERTIARY);
            add(count);
        } else if (!allMatching) {
            var all = new Button(tr("list.selection.allMatching"), click -> {
                allMatching = true;
                show();
            });
            all.addThemeVariants(ButtonVariant.TERTIARY);
            add(all);
        }
        var acts = new Div();
        acts.addClassNames("toolbar-end", "buttons");
        actions.forEach(action -> acts.add(new Button(tr(action.labelKey()), action.icon().create(), click -> action.open(selection(), refresh))));
        if (edit != null) {
            var change = new Button(tr("list.selection.edit"), Icons.EDIT.create(), click -> edit.accept(this));
            change.addThemeVariants(ButtonVariant.PRIMARY);
            acts.add(change);
        }
        add(acts);
    }

    private String all(long number) {
        return number < 0 ? tr("list.selection.all.more", numbers.atLeast()) : tr("list.selection.all.number", number);
    }
}
