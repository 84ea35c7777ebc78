package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.TimeField;
import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.shared.Ids;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A new meeting at a time that was pointed at: what must be known, and the way to the whole form with what was typed. */
final class QuickDialog extends Dialog {

    private static final int REMINDER = 15;

    private final transient MeetingServices services;
    private final transient LongConsumer onSaved;
    private final Form form = new Form();
    private final TextField subject = form.field("subject", new TextField(tr("meeting.subject")));
    private final ComboBox<MeetingKind> kind = form.field("kind", new ComboBox<>(tr("meeting.kind")), each -> tr(each.labelKey()));
    private final ComboBox<Choice> account = form.field("accounts", new ComboBox<>(tr("meeting.account")), Choice::name);
    private final DayField day = form.field("start", new DayField(tr("meeting.day")), value -> Formats.date(value, getLocale()));
    private final TimeField from = form.field("startTime", new TimeField(tr("meeting.startTime")), LocalTime::toString);
    private final TimeField until = form.field("end", new TimeField(tr("meeting.endTime")), LocalTime::toString);
    /** Of a meeting that ends on another day. */
    private final long days;

    QuickDialog(MeetingServices services, LocalDateTime start, LocalDateTime end, @Nullable Choice about, LongConsumer onSaved) {
        this.services = services;
        this.onSaved = onSaved;
        days = ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate());
        setHeaderTitle(tr("meeting.new"));
        setWidth("min(560px, 94vw)");
        subject.setRequiredIndicatorVisible(true);
        subject.setMaxLength(200);
        // A quick save would lose the last letters otherwise.
        subject.setValueChangeMode(ValueChangeMode.EAGER);
        kind.setItems(MeetingKind.values());
        kind.setItemLabelGenerator(each -> tr(each.labelKey()));
        kind.setRequiredIndicatorVisible(true);
        kind.setValue(MeetingKind.VISIT);
        account.setItemLabelGenerator(Choice::name);
        account.setItems(services::accounts);
        account.setClearButtonVisible(true);
        account.setValue(about);
        day.setValue(start.toLocalDate());
        from.setValue(start.toLocalTime());
        until.setValue(end.toLocalTime());
        add(form);
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::save, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        var more = new Button(tr("meeting.moreFields"), click -> more());
        more.addThemeVariants(ButtonVariant.TERTIARY);
        more.addClassName("at-start");
        getFooter().add(more, new Button(tr("base.cancel"), click -> close()), save);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                subject.focus();
            }
        });
    }

    private @Nullable LocalDateTime start() {
        return day.isEmpty() || from.isEmpty() ? null : day.getValue().atTime(from.getValue());
    }

    private @Nullable LocalDateTime end() {
        return day.isEmpty() || until.isEmpty() ? null : day.getValue().plusDays(days).atTime(until.getValue());
    }

    private void save() {
        if (!form.isReadable()) {
            return;
        }
        var me = services.currentUser().require();
        var about = account.getOptionalValue().map(chosen -> List.of(chosen.id())).orElse(List.of());
        var agenda = kind.getValue() == null ? List.<AgendaItem>of() : services.meetings().agenda(kind.getValue(), getLocale());
        try {
            long id = services.meetings().save(new MeetingDraft(null, subject.getValue(), kind.getValue(), about, null, null, null, start(), end(),
                    services.zone().get().getId(), null, me.id(), List.of(), List.of(), List.of(), agenda, REMINDER, true, 0), Extent.THIS);
            close();
            onSaved.accept(id);
        } catch (RefusedException refused) {
            form.show(refused.problems());
        }
    }

    private void more() {
        Map<String, String> typed = new LinkedHashMap<>();
        if (start() != null) {
            typed.put(MeetingNavigation.START, String.valueOf(start()));
        }
        if (end() != null) {
            typed.put(MeetingNavigation.END, String.valueOf(end()));
        }
        if (!subject.isEmpty()) {
            typed.put(MeetingNavigation.SUBJECT, subject.getValue());
        }
        kind.getOptionalValue().ifPresent(chosen -> typed.put(MeetingNavigation.KIND, chosen.name()));
        account.getOptionalValue().ifPresent(chosen -> typed.put(MeetingNavigation.ACCOUNT, Ids.text(chosen.id())));
        close();
        MeetingNavigation.plan(UI.getCurrent(), typed);
    }
}
