package app.mainstay.notification;

import app.mainstay.base.ical.IcalFile;
import app.mainstay.base.ical.IcalWriter;
import app.mainstay.mail.MailDraft;
import app.mainstay.meeting.MeetingExchange;
import app.mainstay.meeting.Meetings;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Words;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Mails about meetings, which bring the reader's calendar what it has to learn. Their sentence is that behind the bell. */
@Component
class MeetingLetters {

    static final String INVITED = "letter.meetingInvited.";
    static final String CHANGED = "letter.meetingChanged.";
    static final String OFF = "letter.meetingOff.";
    private static final String REMINDER = "letter.meetingReminder.";
    /** The preference of who does not want them. */
    static final String REFUSAL = "meetingMail";

    private final MeetingExchange exchange;
    private final SettingsService settings;

    MeetingLetters(MeetingExchange exchange, SettingsService settings) {
        this.exchange = exchange;
        this.settings = settings;
    }

    /** @param key of the sentence, with its values */
    Teller.Letter message(String kind, long meetingId, boolean series, long userId, String key, Object... args) {
        return (user, address, locale) -> {
            var files = exchange.messages(meetingId, series, userId, locale);
            if (files.isEmpty()) {
                return Optional.empty();
            }
            var mail = MailDraft.of(kind, address, user.displayName(), locale, Words.say(key, locale, args), args[1]).withLink(Meetings.PATH + Ids.text(meetingId)).asSecret();
            for (int i = 0; i < files.size(); i++) {
                // The method stands in the type, too, or mail programs show a file where they could show buttons.
                mail = mail.attach("invite" + (i == 0 ? "" : "-" + (i + 1)) + ".ics", IcalFile.CONTENT_TYPE + "; charset=UTF-8; method=" + files.get(i).method(),
                        IcalWriter.write(files.get(i)));
            }
            return Optional.of(mail);
        };
    }

    Teller.Letter reminder(long meetingId, String subject, String start) {
        return (user, address, locale) -> Optional.of(MailDraft.of(REMINDER, address, user.displayName(), locale, subject, start)
                .withLink(Meetings.PATH + Ids.text(meetingId)).asSecret());
    }

    /** The zone in brackets where it is not that of the business. */
    String zone(String zone) {
        return settings.zone().getId().equals(zone) ? "" : " (" + zone + ")";
    }
}
