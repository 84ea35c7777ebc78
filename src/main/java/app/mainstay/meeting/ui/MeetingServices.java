package app.mainstay.meeting.ui;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.calendar.CalendarHours;
import app.mainstay.meeting.Attendance;
import app.mainstay.meeting.MeetingCalendar;
import app.mainstay.meeting.Meetings;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.shared.Slice;
import com.vaadin.flow.data.provider.Query;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the screens of this room ask, gathered. */
@Component
record MeetingServices(Meetings meetings, Attendance attendance, MeetingCalendar calendar, AccountService accounts, Contacts contacts, UserService users,
                       UnitService units, CurrentUser currentUser, ViewerZone zone, CalendarHours hours, Changes changes, Clock clock) {

    Stream<Choice> accounts(Query<Choice, String> query) {
        return accounts.page(AccountFilter.text(query.getFilter().orElse("")), new Slice<>(query.getOffset(), query.getLimit(), Slice.first(1, AccountSort.NAME).orders())).stream()
                .map(row -> new Choice(row.id(), row.name()));
    }

    /** Who may take part. */
    Stream<Choice> colleagues(Query<Choice, String> query) {
        return users.colleagues(query.getFilter().orElse(""), new Slice<>(query.getOffset(), query.getLimit(), Slice.first(1, UserSort.NAME).orders())).stream()
                .map(user -> new Choice(user.id(), user.displayName()));
    }

    /** For whom the viewer may plan. */
    Stream<Choice> hosts(Query<Choice, String> query) {
        return users.assignable(query.getFilter().orElse(""), new Slice<>(query.getOffset(), query.getLimit(), Slice.first(1, UserSort.NAME).orders())).stream()
                .map(user -> new Choice(user.id(), user.displayName()));
    }

    /** Contacts of several accounts follow each other. */
    Stream<Choice> contacts(Collection<Long> accountIds, Query<Choice, String> query) {
        int needed = query.getOffset() + query.getLimit();
        return accountIds.stream().flatMap(account -> contacts.page(new ContactFilter(account, query.getFilter().orElse(""), Set.of(), Set.of(), false, false),
                        new Slice<>(0, needed, Slice.first(1, ContactSort.NAME).orders())).stream())
                .map(row -> new Choice(row.id(), row.name())).skip(query.getOffset()).limit(query.getLimit());
    }
}
