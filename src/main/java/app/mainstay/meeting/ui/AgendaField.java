package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.meeting.AgendaItem;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is to be spoken about, in order, and how long each may take; the sum stands against the length of the meeting. */
final class AgendaField extends CustomField<List<AgendaItem>> {

    private final Div rows = new Div();
    private final Span sum = new Span();
    private final Div more = new Div();
    private final List<Row> all = new ArrayList<>();
    private @Nullable Long length;

    AgendaField() {
        super(List.of());
        setLabel(tr("meeting.agenda"));
        var add = new Button(tr("meeting.agenda.add"), Icons.ADD.create(), click -> {
            var row = add(new AgendaItem("", 0));
            row.title.focus();
        });
        add.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        more.add(add);
        more.addClassName("agenda-more");
        rows.addClassName("agenda-rows");
        sum.addClassName("agenda-sum");
        sum.getElement().setAttribute("role", "status");
        var foot = new Div(more, sum);
        foot.addClassName("agenda-foot");
        add(rows, foot);
        setWidthFull();
    }

    /** Beside the button that adds an item. */
    void offer(Button button) {
        more.add(button);
    }

    /** @param minutes of the meeting; null: not known yet */
    void length(@Nullable Long minutes) {
        length = minutes;
        showSum();
    }

    /** As if it had been typed. */
    void fill(List<AgendaItem> items) {
        setPresentationValue(items);
        changed();
    }

    private Row add(AgendaItem item) {
        var row = new Row(item);
        all.add(row);
        rows.add(row);
        return row;
    }

    @Override
    protected List<AgendaItem> generateModelValue() {
        return all.stream().map(Row::item).filter(item -> !item.title().isBlank() || item.minutes() != 0).toList();
    }

    @Override
    protected void setPresentationValue(List<AgendaItem> items) {
        all.clear();
        rows.removeAll();
        items.forEach(this::add);
        showSum();
    }

    private void changed() {
        updateValue();
        showSum();
    }

    private void showSum() {
        int minutes = generateModelValue().stream().mapToInt(AgendaItem::minutes).sum();
        sum.setText(minutes == 0 ? "" : length == null ? tr("meeting.agenda.sum", minutes) : tr("meeting.agenda.sumOf", minutes, length));
        sum.setClassName("over", length != null && minutes > length);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        more.setVisible(!readOnly);
        all.forEach(row -> row.setReadOnly(readOnly));
    }

    private final class Row extends Div {

        private final TextField title = new TextField();
        private final NumberInput<Integer> minutes = NumberInput.whole(tr("meeting.agenda.minutes"));
        private final Div buttons = new Div();

        Row(AgendaItem item) {
            addClassName("agenda-item");
            title.setAriaLabel(tr("meeting.agenda.title"));
            title.setPlaceholder(tr("meeting.agenda.title"));
            title.setMaxLength(200);
            title.setValue(item.title());
            title.setValueChangeMode(ValueChangeMode.LAZY);
            title.setValueChangeTimeout(250);
            title.addValueChangeListener(change -> changed());
            minutes.setValue(item.minutes() == 0 ? null : item.minutes());
            minutes.addValueChangeListener(change -> changed());
            buttons.addClassName("agenda-buttons");
            buttons.add(button(Icons.UP, "meeting.agenda.up", -1), button(Icons.DOWN, "meeting.agenda.down", 1));
            var remove = new Button(Icons.CLOSE.create(), click -> {
                int at = all.indexOf(this);
                all.remove(this);
                removeFromParent();
                changed();
                if (!all.isEmpty()) {
                    all.get(Math.min(at, all.size() - 1)).title.focus();
                }
            });
            remove.setAriaLabel(tr("meeting.agenda.remove"));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            buttons.add(remove);
            var unit = new Span(tr("meeting.minutes"));
            unit.addClassName("secondary");
            add(title, minutes, unit, buttons);
        }

        private Button button(Icons icon, String key, int by) {
            var button = new Button(icon.create());
            button.setAriaLabel(tr(key));
            button.addThemeVariants(ButtonVariant.TERTIARY);
            button.addClickListener(click -> {
                int at = all.indexOf(this);
                int to = at + by;
                if (to < 0 || to >= all.size()) {
                    return;
                }
                all.remove(this);
                all.add(to, this);
                rows.remove(this);
                rows.addComponentAtIndex(to, this);
                button.focus();
                changed();
            });
            return button;
        }

        AgendaItem item() {
            return new AgendaItem(title.getValue(), Objects.requireNonNullElse(minutes.getValue(), 0));
        }

        void setReadOnly(boolean readOnly) {
            title.setReadOnly(readOnly);
            minutes.setReadOnly(readOnly);
            buttons.setVisible(!readOnly);
        }
    }
}
