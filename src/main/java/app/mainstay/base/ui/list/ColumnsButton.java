package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.ui.Icons;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** Chooses and orders the columns; what dragging a header does, too, but also by keyboard and finger. */
final class ColumnsButton extends Div {

    private final ColumnLayout layout;
    private final Map<String, String> labelKeys;
    private final IntSupplier withoutRoom;
    private final Runnable changed;
    private final Popover popover = new Popover();
    private final Div rows = new Div();
    private final Paragraph note = new Paragraph();

    ColumnsButton(ColumnLayout layout, List<? extends ListColumn<?, ?>> columns, IntSupplier withoutRoom, Runnable changed) {
        this.layout = layout;
        this.withoutRoom = withoutRoom;
        this.changed = changed;
        labelKeys = columns.stream().collect(Collectors.toMap(ListColumn::key, ListColumn::labelKey));
        var button = new Button(Icons.COLUMNS.create());
        button.setAriaLabel(tr("list.columns"));
        button.setTooltipText(tr("list.columns"));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setAriaLabel(tr("list.columns"));
        popover.setAutofocus(true);
        rows.addClassName("columns-offer");
        note.addClassName("columns-note");
        popover.addOpenedChangeListener(event -> {
            popover.removeAll();
            if (event.isOpened()) {
                show();
                popover.add(rows, note, reset());
            }
        });
        add(button, popover);
    }

    private Button reset() {
        var reset = new Button(tr("list.columns.reset"), click -> apply(layout::reset));
        reset.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return reset;
    }

    private void show() {
        rows.removeAll();
        var entries = layout.entries();
        for (int i = 0; i < entries.size(); i++) {
            rows.add(row(entries.get(i), i == 0, i == entries.size() - 1, i == 1));
        }
        int hidden = withoutRoom.getAsInt();
        note.setText(hidden == 0 ? "" : tr("list.columns.noRoom", hidden));
        note.setVisible(hidden > 0);
    }

    private Div row(ColumnLayout.Entry entry, boolean name, boolean last, boolean first) {
        String label = tr(labelKeys.get(entry.key()));
        var box = new Checkbox(label, entry.shown());
        box.setEnabled(!name);
        box.setId("column-" + entry.key());
        box.addValueChangeListener(event -> {
            apply(() -> layout.show(entry.key(), event.getValue()));
            rows.getChildren().flatMap(Component::getChildren).filter(Checkbox.class::isInstance).map(Checkbox.class::cast)
                    .filter(each -> each.getId().equals(box.getId())).findFirst().ifPresent(Checkbox::focus);
        });
        var row = new Div(box);
        row.addClassName("columns-row");
        if (!name) {
            Function<Integer, Button> mover = step -> {
                var button = new Button((step < 0 ? Icons.UP : Icons.DOWN).create(), click -> {
                    apply(() -> layout.move(entry.key(), step));
                    focus(entry.key(), step);
                });
                button.setId(id(entry.key(), step));
                button.setAriaLabel(tr(step < 0 ? "list.columns.up" : "list.columns.down", label));
                button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
                button.setEnabled(step < 0 ? !first : !last);
                return button;
            };
            row.add(mover.apply(-1), mover.apply(1));
        }
        return row;
    }

    private static String id(String key, int step) {
        return "column-" + key + (step < 0 ? "-up" : "-down");
    }

    /** The rows are drawn anew: who moves a column by keyboard stays at it, at its other button where it can go no further. */
    private void focus(String key, int step) {
        var buttons = rows.getChildren().flatMap(Component::getChildren).filter(Button.class::isInstance).map(Button.class::cast).filter(Button::isEnabled).toList();
        buttons.stream().filter(button -> button.getId().orElse("").equals(id(key, step))).findFirst()
                .or(() -> buttons.stream().filter(button -> button.getId().orElse("").equals(id(key, -step))).findFirst()).ifPresent(Button::focus);
    }

    private void apply(Runnable change) {
        change.run();
        changed.run();
        show();
    }
}
