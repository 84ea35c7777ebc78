package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.coverage.Capacity.Candidate;
import app.mainstay.coverage.Coverage;
import app.mainstay.coverage.PlannedAssignments;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives one account to another representative, now or on a day ahead, with the reason. */
final class ReassignDialog extends Dialog {

    static final int LONGEST = 500;

    private enum When { NOW, LATER }

    private final transient CoverageServices services;
    private final transient Subject subject;
    private final Runnable onDone;
    private final Form form = new Form();
    private final ComboBox<Candidate> to;
    private final RadioButtonGroup<When> when = new RadioButtonGroup<>();
    private final DayField on = new DayField(tr("coverage.on"));
    private final TextArea reason = new TextArea(tr("coverage.reason"));
    private final TextField overReason = new TextField(tr("coverage.overReason"));
    private final Button go = new Button();
    private boolean done;

    /** The account as its viewer sees it. */
    record Subject(long accountId, String accountName, long fromUserId, String fromName) {
    }

    /**
     * @param chosen the representative to begin with; null: the user chooses
     * @param day    to begin with; null: now
     * @param onDone told when it has been assigned or planned
     * @param onLeft told when the dialog closes without that
     */
    ReassignDialog(CoverageServices services, Subject subject, @Nullable Candidate chosen, @Nullable LocalDate day, Runnable onDone, Runnable onLeft) {
        this.services = services;
        this.subject = subject;
        this.onDone = onDone;
        setHeaderTitle(tr("coverage.reassign.title", subject.accountName()));
        setWidth("min(560px, 94vw)");
        to = form.field("toUserId", CandidateBox.create(tr("coverage.to"), services.capacity(), () -> List.of(subject.accountId())), Candidate::name);
        to.setRequiredIndicatorVisible(true);
        when.setLabel(tr("coverage.when"));
        when.setItems(When.values());
        when.setItemLabelGenerator(value -> tr("coverage.when." + value.name()));
        when.setValue(When.NOW);
        form.field("when", when, value -> tr("coverage.when." + value.name()));
        form.field("on", on, chosenDay -> Formats.date(chosenDay, getLocale()));
        LocalDate tomorrow = services.settings().today().plusDays(1);
        on.setMin(tomorrow);
        on.setVisible(false);
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(LONGEST);
        reason.setMinRows(2);
        form.group(null);
        form.field("reason", reason, text -> text);
        form.group(null);
        form.field("overReason", overReason, text -> text);
        overReason.setRequiredIndicatorVisible(true);
        overReason.setMaxLength(LONGEST);
        overReason.setVisible(false);
        to.addValueChangeListener(change -> showOver(change.getValue()));
        when.addValueChangeListener(change -> {
            on.setVisible(change.getValue() == When.LATER);
            name();
        });
        var from = new Paragraph(tr("coverage.from", subject.fromName()));
        from.addClassNames("secondary", "dialog-lead");
        add(from, form);
        if (chosen != null) {
            to.setValue(chosen);
        }
        if (day != null) {
            when.setValue(When.LATER);
            on.setValue(day);
        }
        name();
        form.read();
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.addClickListener(click -> save());
        Shortcuts.addShortcutListener(this, this::save, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), go);
        addOpenedChangeListener(event -> {
            if (!event.isOpened() && !done) {
                onLeft.run();
            }
        });
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                (chosen == null ? to : reason).focus();
            }
        });
    }

    private void name() {
        go.setText(tr(when.getValue() == When.LATER ? "coverage.plan" : "coverage.reassign.do"));
    }

    private void showOver(@Nullable Candidate candidate) {
        boolean exceeds = candidate != null && candidate.wouldExceed();
        overReason.setVisible(exceeds);
        if (candidate != null && exceeds) {
            overReason.setHelperText(tr("coverage.overReason.help", candidate.name(), candidate.load().capacity()));
        }
    }

    private void save() {
        if (!form.isReadable()) {
            return;
        }
        Candidate chosen = to.getValue();
        if (chosen == null) {
            form.show(List.of(Problem.of("toUserId", "problem.required")));
            return;
        }
        boolean later = when.getValue() == When.LATER;
        if (later && on.getValue() == null) {
            form.show(List.of(Problem.of("on", "problem.required")));
            return;
        }
        String over = overReason.isVisible() ? overReason.getValue() : null;
        try {
            if (later) {
                services.planned().plan(new PlannedAssignments.Planning(subject.accountId(), chosen.userId(), Objects.requireNonNull(on.getValue()), reason.getValue(), over));
            } else {
                services.coverage().assign(new Coverage.Assignment(subject.accountId(), subject.fromUserId(), chosen.userId(), reason.getValue(), over));
            }
        } catch (RefusedException refused) {
            // What the service knows better: with accounts that came meanwhile the capacity is exceeded after all.
            if (refused.problems().stream().anyMatch(problem -> "overReason".equals(problem.field()))) {
                overReason.setVisible(true);
            }
            form.show(refused.problems());
            return;
        } catch (NotFoundException gone) {
            form.show(List.of(Problem.of(null, "base.notFound.text")));
            return;
        }
        done = true;
        close();
        if (later) {
            Notices.done(tr("coverage.planned.done", subject.accountName(), chosen.name(), Formats.date(on.getValue(), getLocale())));
        } else {
            Notices.done(tr("coverage.reassigned", subject.accountName(), chosen.name()),
                    () -> giveBack(services, subject.accountId(), chosen.userId(), onDone));
        }
        onDone.run();
    }

    static void giveBack(CoverageServices services, long accountId, long userId, Runnable onDone) {
        try {
            services.coverage().giveBack(accountId, userId);
            onDone.run();
        } catch (RefusedException refused) {
            Notices.failed(Unexpected.sentence(refused));
        } catch (NotFoundException gone) {
            Notices.failed(tr("base.notFound.text"));
        }
    }
}
