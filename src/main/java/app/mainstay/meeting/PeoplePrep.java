package app.mainstay.meeting;

import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactRow;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.ui.Formats;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom one meets: what they decide, how they are disposed, and when somebody saw them last. */
@Component
class PeoplePrep implements PrepSection {

    private static final int READ = 500;

    private final Contacts contacts;

    PeoplePrep(Contacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public String titleKey() {
        return "prep.people";
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("prep.name", 24), Column.of("prep.position", 30), Column.of("prep.role", 30), Column.of("prep.lastMet", 16));
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public List<Row> rows(MeetingDetails meeting, int most, Locale locale) {
        var theirs = meeting.attendees().stream().filter(attendee -> attendee.userId() == null && attendee.response() != Response.DECLINED).limit(most).toList();
        Map<Long, ContactRow> known = new HashMap<>();
        if (theirs.stream().anyMatch(attendee -> attendee.contactId() != null)) {
            meeting.accounts().stream().filter(MeetingDetails.Account::seen).forEach(account -> Stream.of(false, true)
                    .flatMap(left -> contacts.page(new ContactFilter(account.id(), null, Set.of(), Set.of(), false, left), Slice.first(READ, ContactSort.NAME)).stream())
                    .forEach(row -> known.put(row.id(), row)));
        }
        return theirs.stream().map(attendee -> row(attendee, attendee.contactId() == null ? null : known.get(attendee.contactId()), locale)).toList();
    }

    private static Row row(Attendee attendee, @Nullable ContactRow contact, Locale locale) {
        if (contact == null) {
            return Row.of(null, attendee.name(), Objects.requireNonNullElse(attendee.about(), attendee.contactId() == null ? Words.say("prep.guest", locale) : ""), "", "");
        }
        return Row.of(null, contact.name(), Stream.of(contact.title(), contact.department()).filter(Objects::nonNull).collect(Collectors.joining(", ")),
                Stream.<@Nullable Coded>of(contact.role(), contact.attitude(), contact.influence()).filter(Objects::nonNull).map(code -> Words.say(code.labelKey(), locale))
                        .collect(Collectors.joining(" · ")), contact.lastMetOn() == null ? Words.say("prep.never", locale) : Formats.date(contact.lastMetOn(), locale));
    }
}
