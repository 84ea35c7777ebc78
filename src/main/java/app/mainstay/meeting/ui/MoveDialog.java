package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.TimeField;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.OptimisticLockingFailureException;

/** Another time for a meeting without its whole form; what a drag does, for the keyboard. */
final class MoveDialog extends Dialog {

    /** Stores it; what it throws stands in the dialog. */
    @FunctionalInterface
    interface Act {

        void move(LocalDateTime start, LocalDateTime end, Extent extent);
    }

    private final Form form = new Form();
    private final DayField startDay = form.field("start", new DayField(tr("meeting.startDay")), value -> Formats.date(value, getLocale()));
    private final TimeField startTime = form.field("startTime", new TimeField(tr("meeting.startTime")), LocalTime::toString);
    private final DayField endDay = form.field("end", new DayField(tr("meeting.endDay")), value -> Formats.date(value, getLocale()));
    private final TimeField endTime = form.field("endTime", new TimeField(tr("meeting.endTime")), LocalTime::toString);
    private final RadioButtonGroup<Extent> extent = new RadioButtonGroup<>(tr("meeting.extent"));
    private final transient Act act;

    MoveDialog(MeetingDetails meeting, String zone, Act act) {
        this.act = act;
        LocalDateTime start = Objects.requireNonNull(meeting.draft().start());
        LocalDateTime end = Objects.requireNonNull(meeting.draft().end());
        var length = Duration.between(start, end);
        setHeaderTitle(tr("meeting.move.title"));
        setWidth("min(560px, 94vw)");
        extent.setItems(Extent.values());
        extent.setItemLabelGenerator(each -> tr(each.labelKey()));
        extent.setValue(Extent.THIS);
        extent.setVisible(meeting.seriesId() != null);
        startDay.setValue(start.toLocalDate());
        startTime.setValue(start.toLocalTime());
        endDay.setValue(end.toLocalDate());
        endTime.setValue(end.toLocalTime());
        startDay.addValueChangeListener(change -> follow(change.isFromClient(), length));
        startTime.addValueChangeListener(change -> follow(change.isFromClient(), length));
        var where = new Paragraph(zone);
        where.addClassName("secondary");
        add(form, where, extent);
        var go = new Button(tr("meeting.move.do"), click -> go());
        go.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::go, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), go);
    }

    /** What begins later ends later. */
    private void follow(boolean typed, Duration length) {
        if (typed && !startDay.isEmpty() && !startTime.isEmpty()) {
            var later = startDay.getValue().atTime(startTime.getValue()).plus(length);
            endDay.setValue(later.toLocalDate());
            endTime.setValue(later.toLocalTime());
        }
    }

    private void go() {
        if (!form.isReadable()) {
            return;
        }
        List<Problem> missing = new ArrayList<>();
        if (startDay.isEmpty() || startTime.isEmpty()) {
            missing.add(Problem.of(startDay.isEmpty() ? "start" : "startTime", "problem.required"));
        }
        if (endDay.isEmpty() || endTime.isEmpty()) {
            missing.add(Problem.of(endDay.isEmpty() ? "end" : "endTime", "problem.required"));
        }
        if (!missing.isEmpty()) {
            form.show(missing);
            return;
        }
        try {
            act.move(startDay.getValue().atTime(startTime.getValue()), endDay.getValue().atTime(endTime.getValue()), extent.getValue());
            close();
        } catch (RefusedException refused) {
            form.show(refused.problems());
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            form.show(List.of(Problem.of(null, "base.conflict.notice")));
        }
    }
}
