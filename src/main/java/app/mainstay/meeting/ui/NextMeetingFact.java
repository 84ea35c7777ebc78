package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountFact;
import app.mainstay.base.ui.Formats;
import app.mainstay.meeting.MeetingCalendar;
import app.mainstay.meeting.Meetings;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The next meeting about the account, and the way to it. */
@Component
class NextMeetingFact implements AccountFact {

    private final MeetingCalendar calendar;
    private final SettingsService settings;
    private final Clock clock;

    NextMeetingFact(MeetingCalendar calendar, SettingsService settings, Clock clock) {
        this.calendar = calendar;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String labelKey() {
        return "account.nextMeeting";
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> create(AccountDetails account) {
        var next = calendar.next(account.id(), clock.instant()).orElse(null);
        return Optional.of(next == null ? new Span(tr("meeting.fact.noMeeting")) : new Anchor(Meetings.PATH + Ids.text(next.id()), Formats.dateTime(next.startsAt(), settings.zone(), UI.getCurrent().getLocale()) + " · " + next.subject()));
    }

    @Override
    public int order() {
        return 30;
    }
}
