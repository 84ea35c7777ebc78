package app.mainstay.meeting;

import app.mainstay.account.AccountScope;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Validation;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a draft may say. Refuses with everything wrong at once. */
@Component
class MeetingRules {

    /** No meeting is longer: a calendar looks back so far for what still goes on. */
    static final Duration LONGEST = Duration.ofDays(14);
    private static final int MOST_PEOPLE = 300;
    private static final int MOST_GUESTS = 50;
    private static final int MOST_ACCOUNTS = 20;
    private static final int MOST_ITEMS = 50;
    private static final int LONGEST_REMINDER = 40_320;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final Pattern LINK = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);

    private final MeetingStore store;
    private final AccountScope accounts;
    private final UserService users;
    private final UnitService units;
    private final CurrentUser currentUser;
    private final Validation validation;

    MeetingRules(MeetingStore store, AccountScope accounts, UserService users, UnitService units, CurrentUser currentUser, Validation validation) {
        this.store = store;
        this.accounts = accounts;
        this.users = users;
        this.units = units;
        this.currentUser = currentUser;
        this.validation = validation;
    }

    static MeetingDraft clean(MeetingDraft draft) {
        var guests = draft.guests().stream().map(guest -> new Guest(Names.clean(guest.name()), Names.blankToNull(guest.email()))).distinct().toList();
        var agenda = draft.agenda().stream().map(item -> new AgendaItem(Names.clean(item.title()), item.minutes())).toList();
        return new MeetingDraft(draft.id(), Names.clean(draft.subject()), draft.kind(), distinct(draft.accounts()), Names.blankToNull(draft.place()),
                Names.blankToNull(draft.link()), draft.purpose() == null || draft.purpose().isBlank() ? null : draft.purpose().strip(), minute(draft.start()),
                minute(draft.end()), Names.blankToNull(draft.zone()), Names.blankToNull(draft.rule()), draft.hostId(),
                distinct(draft.people()).stream().filter(user -> !user.equals(draft.hostId())).toList(), distinct(draft.contacts()), guests, agenda, draft.reminder(),
                draft.busy(), draft.version());
    }

    private static List<Long> distinct(List<Long> ids) {
        return ids.stream().distinct().toList();
    }

    private static @Nullable LocalDateTime minute(@Nullable LocalDateTime time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MINUTES);
    }

    /** @param stored what is there already and stays allowed; null: nothing */
    void check(MeetingDraft draft, @Nullable MeetingDraft stored) {
        List<Problem> problems = validation.problems(draft);
        checkTime(problems, draft);
        checkAccounts(problems, draft, stored);
        checkHost(problems, draft, stored);
        checkPeople(problems, draft, stored);
        checkContacts(problems, draft, stored);
        checkWords(problems, draft);
        Validation.refuse(problems);
    }

    private static void checkTime(List<Problem> problems, MeetingDraft draft) {
        if (draft.zone() != null && Zones.find(draft.zone()).isEmpty()) {
            problems.add(Problem.of("zone", "problem.zone"));
        }
        if (draft.start() == null || draft.end() == null) {
            return;
        }
        if (draft.start().getYear() < FIRST_YEAR || draft.start().getYear() > LAST_YEAR) {
            problems.add(Problem.of("start", "meeting.problem.year", String.valueOf(FIRST_YEAR), String.valueOf(LAST_YEAR)));
        }
        if (!draft.end().isAfter(draft.start())) {
            problems.add(Problem.of("end", "meeting.problem.end"));
        } else if (Duration.between(draft.start(), draft.end()).compareTo(LONGEST) > 0) {
            problems.add(Problem.of("end", "meeting.problem.long", LONGEST.toDays()));
        }
    }

    private void checkAccounts(List<Problem> problems, MeetingDraft draft, @Nullable MeetingDraft stored) {
        if (draft.accounts().isEmpty() && draft.kind() != null && draft.kind() != MeetingKind.INTERNAL) {
            problems.add(Problem.of("accounts", "meeting.problem.account"));
        } else if (draft.accounts().size() > MOST_ACCOUNTS) {
            problems.add(Problem.of("accounts", "meeting.problem.tooMany", MOST_ACCOUNTS));
        } else if (added(draft.accounts(), stored == null ? List.of() : stored.accounts()).stream().anyMatch(account -> !accounts.writes(account))) {
            problems.add(Problem.of("accounts", "problem.notFound"));
        } else if (added(draft.accounts(), stored == null ? List.of() : stored.accounts()).stream().anyMatch(store::isArchived)) {
            problems.add(Problem.of("accounts", "problem.archived"));
        }
    }

    /** Held in activity and role until the end of the transaction. */
    private void checkHost(List<Problem> problems, MeetingDraft draft, @Nullable MeetingDraft stored) {
        if (draft.hostId() == null) {
            return;
        }
        var host = users.findAndHold(draft.hostId()).orElse(null);
        if (stored != null && draft.hostId().equals(stored.hostId())) {
            return;
        }
        Viewer viewer = currentUser.require();
        if (host == null || !host.active() || host.role() == Role.ADMINISTRATOR) {
            problems.add(Problem.of("hostId", "meeting.problem.inactive"));
        } else if (host.id() != viewer.id() && !(viewer.role().seesUnit() && units.subtree(viewer.unitId()).contains(host.unitId()))) {
            problems.add(Problem.of("hostId", "meeting.problem.host"));
        }
    }

    private void checkPeople(List<Problem> problems, MeetingDraft draft, @Nullable MeetingDraft stored) {
        var added = added(draft.people(), stored == null ? List.of() : stored.people());
        var invitable = store.invitable(added);
        if (draft.people().size() > MOST_PEOPLE) {
            problems.add(Problem.of("people", "meeting.problem.tooMany", MOST_PEOPLE));
        } else if (added.stream().anyMatch(user -> !invitable.getOrDefault(user, false))) {
            problems.add(Problem.of("people", "meeting.problem.inactive"));
        }
    }

    /** A contact comes with one of the meeting's accounts, which whoever invites sees. */
    private void checkContacts(List<Problem> problems, MeetingDraft draft, @Nullable MeetingDraft stored) {
        if (draft.contacts().size() > MOST_PEOPLE) {
            problems.add(Problem.of("contacts", "meeting.problem.tooMany", MOST_PEOPLE));
            return;
        }
        var known = store.contacts(draft.contacts());
        Set<Long> before = stored == null ? Set.of() : Set.copyOf(stored.contacts());
        for (long id : draft.contacts()) {
            var contact = known.get(id);
            if (contact == null || !draft.accounts().contains(contact.accountId()) || !before.contains(id) && !accounts.sees(contact.accountId())) {
                problems.add(Problem.of("contacts", "meeting.problem.contact"));
                return;
            }
            if (contact.left() && !before.contains(id)) {
                problems.add(Problem.of("contacts", "meeting.problem.left"));
                return;
            }
        }
    }

    private static void checkWords(List<Problem> problems, MeetingDraft draft) {
        if (draft.link() != null && !LINK.matcher(draft.link()).matches()) {
            problems.add(Problem.of("link", "meeting.problem.link"));
        }
        if (draft.reminder() != null && (draft.reminder() < 0 || draft.reminder() > LONGEST_REMINDER)) {
            problems.add(Problem.of("reminder", "meeting.problem.reminder"));
        }
        if (draft.guests().size() > MOST_GUESTS) {
            problems.add(Problem.of("guests", "meeting.problem.tooMany", MOST_GUESTS));
        } else if (draft.guests().stream().anyMatch(guest -> guest.name().isEmpty() || guest.name().length() > 120)) {
            problems.add(Problem.of("guests", "meeting.problem.guest"));
        } else if (draft.guests().stream().map(Guest::email).filter(Objects::nonNull).anyMatch(email -> email.length() > 200 || !EMAIL.matcher(email).matches())) {
            problems.add(Problem.of("guests", "problem.email"));
        }
        if (draft.agenda().size() > MOST_ITEMS) {
            problems.add(Problem.of("agenda", "meeting.problem.tooMany", MOST_ITEMS));
        } else if (draft.agenda().stream().anyMatch(item -> item.title().isEmpty() || item.title().length() > 200)) {
            problems.add(Problem.of("agenda", "meeting.problem.item"));
        } else if (draft.agenda().stream().anyMatch(item -> item.minutes() < 0 || item.minutes() > 1440)) {
            problems.add(Problem.of("agenda", "meeting.problem.itemMinutes"));
        }
    }

    private static List<Long> added(Collection<Long> ids, Collection<Long> before) {
        var added = new ArrayList<>(ids);
        added.removeAll(before);
        return added;
    }
}
