package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Notices;
import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.minutes.MarkedLine;
import app.mainstay.meeting.minutes.Minutes;
import app.mainstay.meeting.minutes.MinutesParser;
import app.mainstay.meeting.minutes.MinutesText;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.dom.DebouncePhase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;

/** Minutes as they were published, or being typed with what becomes of their lines. What is typed is kept every second. */
class MinutesPanel extends Div {

    private static final int EVERY = 1_000;

    private final long meetingId;
    private final transient Minutes minutes;
    private final transient MeetingServices services;
    private final Div problem = new Div();
    private final Div conflict = new Div();
    private final TextArea text = new TextArea(tr("minutes.text"));
    private final Span status = new Span();
    private final MinutesLines lines;
    private transient MinutesText stored;
    private transient List<MarkedLine> shown = List.of();
    private int base;
    private boolean writing;
    /** What is stored of it, as minutes or as a draft. */
    private String kept = "";

    MinutesPanel(long meetingId, Minutes minutes, MeetingServices services) {
        this.meetingId = meetingId;
        this.minutes = minutes;
        this.services = services;
        lines = new MinutesLines(services);
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        conflict.addClassName("minutes-conflict");
        conflict.getElement().setAttribute("role", "alert");
        status.addClassName("secondary");
        // No limit in the field: it would cut off what is pasted without a word.
        text.setHelperText(tr("minutes.help"));
        text.setMinRows(12);
        // Vaadin's client sends what was typed in the last moment before a click without its value, unless each input is sent by itself.
        text.setValueChangeMode(ValueChangeMode.EAGER);
        text.getElement().addEventListener("input", event -> keep()).debounce(EVERY, DebouncePhase.LEADING, DebouncePhase.INTERMEDIATE, DebouncePhase.TRAILING);
        stored = minutes.get(meetingId);
        Optional<MinutesText.Kept> draft = stored.mayWrite() ? minutes.kept(meetingId) : Optional.empty();
        if (draft.isPresent()) {
            write(draft.get().body(), draft.get().baseVersion());
            told(tr("minutes.keptAt", Formats.dateTime(draft.get().savedAt(), services.zone().get(), getLocale())));
        } else {
            read();
        }
    }

    /** Somebody changed the meeting: what is being typed stays. */
    final void refresh() {
        stored = minutes.get(meetingId);
        if (!writing) {
            read();
        } else if (base != stored.version()) {
            tellConflict();
        }
    }

    // ---- reading ----

    private void read() {
        writing = false;
        removeAll();
        if (stored.version() == 0) {
            add(stored.mayWrite() ? new Empty(tr("minutes.none.write"), button("minutes.write", () -> write("", 0))) : new Empty(tr("minutes.none")));
            return;
        }
        var foot = new Div(secondary(tr("minutes.by", stored.author(), Formats.dateTime(stored.updatedAt(), services.zone().get(), getLocale()))));
        foot.addClassName("minutes-foot");
        if (stored.version() > 1) {
            foot.add(button("minutes.past", this::showPast));
        }
        if (stored.mayWrite()) {
            foot.add(button("minutes.edit", () -> write(stored.body(), stored.version())));
        }
        add(rendered(stored.body()), foot);
    }

    /** Sanitised in the browser, where it becomes HTML: everything that could run is taken out there. */
    private static Div rendered(String body) {
        var content = new Div(new Markdown(body));
        content.addClassName("minutes-text");
        return content;
    }

    private void showPast() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(tr("minutes.past"));
        dialog.setWidth("min(720px, 96vw)");
        minutes.past(meetingId).forEach(past -> dialog.add(new Details(tr("minutes.past.version", past.version(), past.author(),
                Formats.dateTime(past.updatedAt(), services.zone().get(), getLocale())), rendered(past.body()))));
        dialog.getFooter().add(new Button(tr("base.close"), click -> dialog.close()));
        dialog.open();
    }

    // ---- typing ----

    private void write(String body, int baseVersion) {
        writing = true;
        base = baseVersion;
        kept = body;
        removeAll();
        problem.setVisible(false);
        conflict.setVisible(false);
        status.setText(stored.begun() ? "" : tr("minutes.ahead"));
        text.setInvalid(false);
        text.setValue(body);
        var publish = new Button(tr("minutes.publish"), click -> publish());
        publish.addClickShortcut(Key.ENTER, KeyModifier.CONTROL).listenOn(this).setResetFocusOnActiveElement(true);
        var foot = new Div(status, button("minutes.discard", this::discard), publish);
        foot.addClassName("minutes-foot");
        var content = new Div(problem, conflict, text);
        content.addClassName("minutes-writing");
        var agenda = services.meetings().get(meetingId).draft().agenda();
        if (body.isBlank() && !agenda.isEmpty()) {
            content.add(new Div(button("minutes.agenda", () -> begin(agenda))));
        }
        content.add(lines, foot);
        add(content);
        shown = List.of();
        preview();
        if (base != stored.version()) {
            tellConflict();
        }
    }

    private void begin(List<AgendaItem> agenda) {
        String headings = agenda.stream().map(item -> "## " + item.title() + "\n\n").collect(Collectors.joining());
        text.setValue(text.getValue().isBlank() ? headings : text.getValue().stripTrailing() + "\n\n" + headings);
        keep();
        text.focus();
    }

    /** Cheap enough for every second; the lines are looked at only when one of them became another. */
    private void keep() {
        if (!writing || text.getValue().equals(kept)) {
            return;
        }
        try {
            minutes.keep(meetingId, base, text.getValue());
            kept = text.getValue();
            text.setInvalid(false);
            var others = minutes.writers(meetingId);
            String at = tr("minutes.keptAt", Formats.dateTime(services.clock().instant(), services.zone().get(), getLocale()));
            told(others.isEmpty() ? at : at + " · " + tr("minutes.writers", String.join(", ", others)));
            preview();
        } catch (RefusedException refused) {
            tell(refused.problems());
            told(tr("minutes.notKept"));
        } catch (DataAccessException | TransactionException unreachable) {
            // The next input tries again.
            told(tr("minutes.notKept"));
        }
    }

    private void told(String sentence) {
        status.setText(stored.begun() ? sentence : sentence + " · " + tr("minutes.ahead"));
    }

    /** True where the lines stand there as they were seen. */
    private boolean preview() {
        var parsed = MinutesParser.parse(text.getValue(), stored.meetingOn());
        if (parsed.equals(shown) && !parsed.isEmpty()) {
            return true;
        }
        boolean same = lines.show(minutes.preview(meetingId, text.getValue()));
        shown = parsed;
        return same;
    }

    private void publish() {
        if (!lines.isRead()) {
            return;
        }
        problem.setVisible(false);
        text.setInvalid(false);
        try {
            if (!preview()) {
                keep();
                told(tr("minutes.look"));
                return;
            }
            minutes.publish(meetingId, base, text.getValue(), lines.chosen());
        } catch (RefusedException refused) {
            keep();
            tell(refused.problems());
            return;
        } catch (ConflictException | OptimisticLockingFailureException conflicting) {
            stored = minutes.get(meetingId);
            if (base == stored.version()) {
                // The meeting was changed, not its minutes.
                tell(List.of(Problem.of(null, "minutes.again")));
            } else {
                keep();
                tellConflict();
            }
            return;
        }
        stored = minutes.get(meetingId);
        read();
        Notices.done(tr("minutes.published"));
    }

    private void tell(List<Problem> problems) {
        List<String> above = lines.tell(problems).stream().filter(each -> {
            if ("body".equals(each.field())) {
                text.setErrorMessage(tr(each));
                text.setInvalid(true);
                text.focus();
            }
            return !"body".equals(each.field());
        }).map(each -> tr(each)).distinct().toList();
        problem.setText(String.join(" ", above));
        problem.setVisible(!above.isEmpty());
    }

    /** Somebody published in between: nothing is lost, and whoever types says how it goes on. */
    private void tellConflict() {
        conflict.removeAll();
        var act = new Div(button("minutes.conflict.both", () -> goOn(stored.body().stripTrailing() + "\n\n" + text.getValue())),
                button("minutes.conflict.mine", () -> goOn(text.getValue())), button("minutes.conflict.theirs", this::discard));
        act.addClassName("minutes-foot");
        var theirs = new Details(tr("minutes.conflict.show"), rendered(stored.body()));
        conflict.add(new Paragraph(tr("minutes.conflict", stored.author())), theirs, act);
        conflict.setVisible(true);
    }

    private void goOn(String body) {
        base = stored.version();
        conflict.setVisible(false);
        text.setValue(body);
        // With the version on which it stands now, even where not a letter changed.
        kept = "";
        keep();
    }

    private void discard() {
        String body = text.getValue();
        int before = base;
        minutes.discard(meetingId);
        stored = minutes.get(meetingId);
        read();
        if (!body.isBlank() && !body.equals(stored.body())) {
            Notices.done(tr("minutes.discarded"), () -> {
                write(body, before);
                kept = "";
                keep();
            });
        }
    }

    @Override
    protected void onDetach(DetachEvent detach) {
        super.onDetach(detach);
        // Who leaves within the second loses nothing; a session that has ended keeps what was kept.
        if (writing && SecurityContextHolder.getContext().getAuthentication() != null) {
            try {
                keep();
            } catch (NotFoundException gone) {
                // Not theirs to see any more, so not theirs to write either.
                writing = false;
            }
        }
    }

    private static Button button(String key, Runnable act) {
        var button = new Button(tr(key), click -> act.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }

    private static Span secondary(@Nullable String sentence) {
        var span = new Span(sentence);
        span.addClassName("secondary");
        return span;
    }
}
