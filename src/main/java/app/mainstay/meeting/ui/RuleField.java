package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.base.ui.Weeks;
import app.mainstay.meeting.ui.RuleParts.Repeat;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How a meeting repeats, with the rule in words beside it. A rule that has no fields here is shown and kept. */
final class RuleField extends CustomField<String> {

    private enum End {
        NEVER, UNTIL, COUNT
    }

    private static final int USUAL_COUNT = 10;

    private final Select<Repeat> repeat = new Select<>();
    private final NumberInput<Integer> interval = NumberInput.whole(tr("meeting.rule.every"));
    private final CheckboxGroup<DayOfWeek> days = new CheckboxGroup<>(tr("meeting.rule.days"));
    private final Select<Integer> position = new Select<>();
    private final Select<End> end = new Select<>();
    private final DayField until = new DayField(tr("meeting.rule.lastDay"));
    private final NumberInput<Integer> count = NumberInput.whole(tr("meeting.rule.count"));
    private final Paragraph words = new Paragraph();
    private @Nullable LocalDate start;
    /** What no field here says. */
    private @Nullable String other;
    private boolean showing;

    RuleField() {
        super("");
        repeat.setLabel(tr("meeting.rule"));
        repeat.setItems(Repeat.values());
        repeat.setItemLabelGenerator(each -> each == null ? tr("meeting.rule.kept") : tr("meeting.rule.repeat." + each));
        repeat.setValue(Repeat.NEVER);
        days.setItems(IntStream.range(0, DayOfWeek.values().length).mapToObj(i -> Weeks.firstDay().plus(i)).toList());
        days.setItemLabelGenerator(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, getLocale()));
        position.setLabel(tr("meeting.rule.which"));
        end.setLabel(tr("meeting.rule.ends"));
        end.setItems(End.values());
        end.setItemLabelGenerator(each -> tr("meeting.rule.end." + each));
        end.setValue(End.NEVER);
        interval.setValue(1);
        words.addClassName("rule-words");
        words.getElement().setAttribute("role", "status");
        var fields = new Div(repeat, interval, position, days, end, until, count);
        fields.addClassName("rule-fields");
        add(fields, words);
        setWidthFull();
        repeat.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                other = null;
                if (change.getValue() == Repeat.WEEKLY && days.isEmpty() && start != null) {
                    days.setValue(Set.of(start.getDayOfWeek()));
                }
            }
            changed();
        });
        end.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                if (change.getValue() == End.COUNT && count.isEmpty()) {
                    count.setValue(USUAL_COUNT);
                } else if (change.getValue() == End.UNTIL && until.isEmpty() && start != null) {
                    until.setValue(start.plusYears(1));
                }
            }
            changed();
        });
        interval.addValueChangeListener(change -> changed());
        days.addValueChangeListener(change -> changed());
        position.addValueChangeListener(change -> changed());
        until.addValueChangeListener(change -> changed());
        count.addValueChangeListener(change -> changed());
        arrange();
    }

    /** What the rule counts from; "the third Thursday" follows it. */
    void start(@Nullable LocalDate day) {
        if (day == null || day.equals(start)) {
            return;
        }
        LocalDate before = start;
        start = day;
        showing = true;
        // A weekly meeting on the day that it began moves along.
        if (before != null && days.getValue().equals(Set.of(before.getDayOfWeek()))) {
            days.setValue(Set.of(day.getDayOfWeek()));
        }
        offerPositions();
        showing = false;
        changed();
    }

    private void offerPositions() {
        if (start == null) {
            return;
        }
        Integer chosen = position.getValue();
        int nth = RuleParts.position(start);
        position.setItems(RuleParts.isLast(start) ? nth > 4 ? Set.of(-1) : new TreeSet<>(Set.of(nth, -1)).descendingSet() : Set.of(nth));
        position.setItemLabelGenerator(each -> start == null ? "" : tr("meeting.rule.nth", tr("meeting.rule.position." + each),
                start.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, getLocale())));
        position.setValue(Integer.valueOf(-1).equals(chosen) && RuleParts.isLast(start) || nth > 4 ? -1 : nth);
    }

    private void changed() {
        if (!showing) {
            arrange();
            updateValue();
        }
    }

    private void arrange() {
        Repeat chosen = repeat.getValue();
        boolean repeats = chosen != null && chosen != Repeat.NEVER;
        interval.setVisible(repeats);
        if (repeats) {
            interval.setLabel(tr("meeting.rule.unit." + chosen));
        }
        days.setVisible(chosen == Repeat.WEEKLY);
        position.setVisible(chosen == Repeat.MONTHLY_WEEKDAY);
        end.setVisible(repeats);
        until.setVisible(repeats && end.getValue() == End.UNTIL);
        count.setVisible(repeats && end.getValue() == End.COUNT);
        String rule = generateModelValue();
        words.setText(rule.isEmpty() || start == null ? "" : RuleParts.words(rule, start.atTime(LocalTime.MIDNIGHT), getLocale()));
        words.setVisible(!words.getText().isEmpty());
    }

    @Override
    protected String generateModelValue() {
        if (other != null) {
            return other;
        }
        if (start == null || repeat.getValue() == null || repeat.getValue() == Repeat.NEVER) {
            return "";
        }
        int every = interval.getValue() == null ? 1 : Math.clamp(interval.getValue(), 1, 99);
        var parts = new RuleParts(repeat.getValue(), every, days.getValue(), position.getValue() == null ? 1 : position.getValue(),
                end.getValue() == End.COUNT ? count.getValue() : null, end.getValue() == End.UNTIL ? until.getValue() : null);
        String rule = parts.rule(start);
        return rule == null ? "" : rule;
    }

    @Override
    protected void setPresentationValue(@Nullable String rule) {
        showing = true;
        var parts = RuleParts.read(rule, start).orElse(null);
        other = parts == null ? rule : null;
        repeat.setEmptySelectionAllowed(parts == null);
        repeat.setEmptySelectionCaption(tr("meeting.rule.kept"));
        if (parts == null) {
            repeat.clear();
        } else {
            repeat.setValue(parts.repeat());
            interval.setValue(parts.interval());
            days.setValue(parts.days());
            offerPositions();
            if (parts.repeat() == Repeat.MONTHLY_WEEKDAY) {
                position.setValue(parts.position());
            }
            end.setValue(parts.count() != null ? End.COUNT : parts.until() != null ? End.UNTIL : End.NEVER);
            count.setValue(parts.count());
            until.setValue(parts.until());
        }
        showing = false;
        arrange();
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        repeat.setReadOnly(readOnly);
        interval.setReadOnly(readOnly);
        days.setReadOnly(readOnly);
        position.setReadOnly(readOnly);
        end.setReadOnly(readOnly);
        until.setReadOnly(readOnly);
        count.setReadOnly(readOnly);
    }
}
