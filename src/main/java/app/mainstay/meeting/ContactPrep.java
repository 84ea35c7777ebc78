package app.mainstay.meeting;

import app.mainstay.account.note.NoteRow;
import app.mainstay.account.note.Notes;
import app.mainstay.base.ui.Formats;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The last contacts with the accounts: meetings that were held with what their minutes begin with, and notes. */
@Component
class ContactPrep implements PrepSection {

    private static final int LENGTH = 110;
    /** So much tells one note from another. */
    private static final int BEGINNING = 24;

    private record Contact(Instant at, String what, String words, String path) {
    }

    private final MeetingCalendar calendar;
    private final Notes notes;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    ContactPrep(MeetingCalendar calendar, Notes notes, SettingsService settings, JdbcClient jdbc) {
        this.calendar = calendar;
        this.notes = notes;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    @Override
    public String titleKey() {
        return "prep.contacts";
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("prep.what", 30), Column.of("prep.on", 14), Column.of("prep.words", 56));
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public List<Row> rows(MeetingDetails meeting, int most, Locale locale) {
        List<Contact> contacts = new ArrayList<>();
        for (var account : meeting.accounts()) {
            if (account.seen()) {
                var held = calendar.past(account.id(), meeting.startsAt(), Set.of(MeetingState.HELD), most);
                var minutes = minutes(held.stream().map(MeetingRow::id).toList());
                held.forEach(row -> contacts.add(new Contact(row.startsAt(), row.subject(), brief(minutes.getOrDefault(row.id(), "")), Meetings.PATH + Ids.text(row.id()))));
                notes.page(account.id(), null, most).forEach(note -> contacts.add(contact(note)));
            }
        }
        // Two accounts of a meeting may have had another one together.
        return contacts.stream().distinct().sorted(Comparator.comparing(Contact::at).reversed()).limit(most)
                .map(contact -> Row.of(contact.path(), contact.what(), Formats.date(contact.at(), settings.zone(), locale), contact.words())).toList();
    }

    private static Contact contact(NoteRow note) {
        return new Contact(note.writtenAt(), note.authorName() + " · " + brief(note.text(), BEGINNING), brief(note.text()), "accounts/" + Ids.text(note.accountId()));
    }

    private Map<Long, String> minutes(Collection<Long> ids) {
        Map<Long, String> minutes = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("select meeting_id, substring(body, 1, 600) body from meeting_minutes where meeting_id in (:ids)").param("ids", ids)
                    .query(row -> {
                        minutes.put(row.getLong(1), row.getString(2));
                    });
        }
        return minutes;
    }

    /** In one line, without the marks of Markdown. */
    private static String brief(String text) {
        return brief(text, LENGTH);
    }

    private static String brief(String text, int length) {
        String line = text.replaceAll("(?m)^\\s*(#+|[-*+>]|\\d+\\.)\\s+", "").replaceAll("[*_`]{1,3}", "").replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= length ? line : line.substring(0, line.offsetByCodePoints(0, length - 1)) + "…";
    }
}
