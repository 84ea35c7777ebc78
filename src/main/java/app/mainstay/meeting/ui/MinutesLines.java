package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Choices;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Formats;
import app.mainstay.meeting.minutes.MinutesPreview;
import app.mainstay.meeting.minutes.MinutesPreview.Chosen;
import app.mainstay.meeting.minutes.MinutesPreview.Line;
import app.mainstay.meeting.minutes.MinutesPreview.State;
import app.mainstay.shared.Problem;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of the marked lines of minutes, to be looked at and corrected before they are published. */
class MinutesLines extends Div {

    private static final Pattern PLACE = Pattern.compile("lines\\[(\\d+)]\\.(\\w+)");

    private final transient MeetingServices services;
    private final UnorderedList list = new UnorderedList();
    private final Div gone = new Div();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Paragraph help = new Paragraph(tr("minutes.lines.help"));

    MinutesLines(MeetingServices services) {
        this.services = services;
        list.addClassName("minutes-lines");
        gone.addClassNames("minutes-gone", "secondary");
        help.addClassName("secondary");
        add(new H3(tr("minutes.lines")), help, list, gone);
    }

    /** A line that stays keeps what was chosen for it. True where none is new or other than it was shown. */
    boolean show(MinutesPreview preview) {
        Map<String, Row> before = new LinkedHashMap<>(rows);
        rows.clear();
        list.removeAll();
        boolean same = true;
        for (var line : preview.lines()) {
            var row = before.get(line.key());
            if (row == null || row.line.state() != line.state() || row.line.task() != line.task()) {
                row = new Row(line);
                same = same && line.state() == State.SAME;
            }
            rows.put(line.key(), row);
            list.add(row);
        }
        gone.removeAll();
        gone.setVisible(!preview.gone().isEmpty());
        if (!preview.gone().isEmpty()) {
            gone.setText(tr("minutes.lines.gone", preview.gone().stream().map(mark -> "“" + mark.text() + "”").collect(Collectors.joining(", "))));
        }
        list.setVisible(!rows.isEmpty());
        help.setVisible(rows.isEmpty());
        return same;
    }

    /** False where something was typed that is no person or no day; then it is told there. */
    boolean isRead() {
        return rows.values().stream().allMatch(Row::isRead) && Choices.areRead(rows.values().stream().map(row -> row.owner).toList());
    }

    /** Those that become tasks, or whose tasks follow them. */
    List<Chosen> chosen() {
        return rows.values().stream().filter(Row::isChosen).map(Row::chosen).toList();
    }

    /** Puts problems of {@link #chosen} beside their lines and returns the others. */
    List<Problem> tell(List<Problem> problems) {
        rows.values().forEach(Row::forget);
        var chosen = rows.values().stream().filter(Row::isChosen).toList();
        List<Problem> others = new ArrayList<>();
        boolean first = true;
        for (var problem : problems) {
            var place = PLACE.matcher(problem.field() == null ? "" : problem.field());
            if (place.matches() && Integer.parseInt(place.group(1)) < chosen.size()) {
                chosen.get(Integer.parseInt(place.group(1))).tell(place.group(2), tr(problem), first);
                first = false;
            } else {
                others.add(problem);
            }
        }
        return others;
    }

    private final class Row extends ListItem {

        private final transient Line line;
        private final Checkbox task = new Checkbox(tr("minutes.line.task"));
        private final ComboBox<Choice> owner = new ComboBox<>();
        private final DayField due = new DayField(null);
        private final Div problem = new Div();

        Row(Line line) {
            this.line = line;
            var kind = new Span(tr(line.kind().labelKey()));
            kind.addClassName("status");
            add(kind, new Span(line.text()));
            problem.addClassName("form-problem");
            problem.getElement().setAttribute("role", "alert");
            problem.setVisible(false);
            owner.setItemLabelGenerator(Choice::name);
            if (line.state() == State.CHANGED) {
                add(secondary(tr("minutes.line.before", line.before())));
            }
            if (!line.kind().isTask() || line.state() == State.SAME && line.task()) {
                settled();
            } else {
                open();
            }
            add(problem);
        }

        /** Nothing to choose: it is kept as it was said, or its task is there. */
        private void settled() {
            List<String> facts = new ArrayList<>();
            Optional.ofNullable(line.owner()).ifPresent(person -> facts.add(person.name()));
            Optional.ofNullable(line.due()).ifPresent(day -> facts.add(Formats.date(day, getLocale())));
            if (line.state() == State.SAME) {
                facts.add(tr(line.task() ? "minutes.line.isTask" : "minutes.line.isKept"));
            } else {
                facts.add(tr("minutes.line.text"));
            }
            add(secondary(String.join(" · ", facts)));
        }

        private void open() {
            task.setValue(line.task() || line.state() == State.NEW);
            // The task of a changed line is there already.
            task.setVisible(line.state() != State.CHANGED || !line.task());
            task.addValueChangeListener(change -> enable());
            owner.setAriaLabel(tr("minutes.line.owner", line.text()));
            owner.setPlaceholder(tr("task.ownerId"));
            if (line.choices().isEmpty()) {
                owner.setItems(services::colleagues);
            } else {
                owner.setItems(line.choices().stream().map(person -> new Choice(person.id(), person.name())).toList());
                owner.setHelperText(tr("minutes.line.choose"));
            }
            Choices.only(owner);
            if (line.owner() != null) {
                owner.setValue(new Choice(line.owner().id(), line.owner().name()));
            }
            due.setAriaLabel(tr("minutes.line.due", line.text()));
            due.setPlaceholder(tr("task.dueOn"));
            due.setClearButtonVisible(true);
            due.setValue(line.due());
            enable();
            var fields = new Div(task, owner, due);
            fields.addClassName("minutes-fields");
            add(fields);
        }

        private void enable() {
            owner.setEnabled(task.getValue());
            due.setEnabled(task.getValue());
        }

        private boolean isOpen() {
            return task.getParent().isPresent();
        }

        boolean isChosen() {
            return isOpen() && task.getValue();
        }

        boolean isRead() {
            if (isChosen() && due.isEmpty() && due.isInvalid()) {
                due.focus();
                return false;
            }
            return true;
        }

        Chosen chosen() {
            @Nullable Long person = owner.getOptionalValue().map(Choice::id).orElse(null);
            return new Chosen(line.key(), line.kind(), line.text(), person, due.getValue(), true);
        }

        void forget() {
            owner.setInvalid(false);
            due.setInvalid(false);
            problem.setVisible(false);
        }

        void tell(String field, String sentence, boolean focused) {
            switch (field) {
                case "ownerId" -> {
                    owner.setErrorMessage(sentence);
                    owner.setInvalid(true);
                    if (focused) {
                        owner.focus();
                    }
                }
                case "due" -> {
                    due.setErrorMessage(sentence);
                    due.setInvalid(true);
                    if (focused) {
                        due.focus();
                    }
                }
                default -> {
                    problem.setText(sentence);
                    problem.setVisible(true);
                }
            }
        }
    }

    private static Span secondary(String text) {
        var span = new Span(text);
        span.addClassName("secondary");
        return span;
    }
}
