package app.mainstay.demo;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactRow;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.demo.DemoPeople.Person;
import app.mainstay.demo.DemoPeople.Team;
import app.mainstay.jobs.JobHost;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingCalendar;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.Response;
import app.mainstay.meeting.CalendarQuery;
import app.mainstay.settings.SettingsService;
import app.mainstay.settings.WorkingCalendar;
import app.mainstay.shared.Slice;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Some weeks of meetings: what repeats, what is only asked for, and what was called off. */
@Component
@Profile("demo")
class DemoMeetings implements DemoPart {

    private static final int MOST = 12;
    private static final List<MeetingKind> KINDS = List.of(MeetingKind.VISIT, MeetingKind.STRATEGY, MeetingKind.VISIT, MeetingKind.DEMONSTRATION, MeetingKind.RELATIONSHIP,
            MeetingKind.BUSINESS_REVIEW);
    private static final List<String> CHINESE = List.of("产线走访与备件盘点", "明年合作规划讨论", "新任采购总监拜访", "数字化方案演示", "高层午餐交流", "季度业务回顾");
    private static final List<String> ENGLISH = List.of("Walk through the line and spare parts", "Plans for next year", "First visit to the new head of procurement", "Demonstration of the monitoring solution",
            "Lunch with the board", "Quarterly business review");
    private static final List<Integer> HOURS = List.of(9, 10, 14, 15, 11, 16);

    private final Meetings meetings;
    private final MeetingCalendar calendar;
    private final AccountService accounts;
    private final Contacts contacts;
    private final WorkingCalendar working;
    private final SettingsService settings;
    private final JobHost host;

    DemoMeetings(Meetings meetings, MeetingCalendar calendar, AccountService accounts, Contacts contacts, WorkingCalendar working, SettingsService settings, JobHost host) {
        this.meetings = meetings;
        this.calendar = calendar;
        this.accounts = accounts;
        this.contacts = contacts;
        this.working = working;
        this.settings = settings;
        this.host = host;
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public void make(DemoPeople.Company company) {
        var random = new SplittableRandom(AccountGenerator.SEED * 61);
        boolean first = true;
        for (var teams : company.units()) {
            for (var team : teams) {
                boolean chinese = team != company.units().getLast().getFirst();
                host.as(team.manager().id(), () -> weekly(team, chinese));
                for (var person : team.people()) {
                    host.as(person.id(), () -> visits(team, person, chinese, random));
                }
            }
            if (first) {
                var team = teams.getFirst();
                host.as(company.director().id(), () -> review(company.director(), team));
                answers(team);
                first = false;
            }
        }
    }

    private void weekly(Team team, boolean chinese) {
        LocalDate monday = settings.today().with(DayOfWeek.MONDAY).minusWeeks(2);
        save(new MeetingDraft(null, chinese ? "部门周例会" : "Weekly team meeting", MeetingKind.INTERNAL, List.of(), chinese ? "三号会议室" : "Room 3", null, null, monday.atTime(9, 0),
                monday.atTime(10, 0), settings.zone().getId(), "FREQ=WEEKLY;BYDAY=MO", team.manager().id(), team.people().stream().map(Person::id).toList(), List.of(), List.of(),
                agenda(MeetingKind.INTERNAL, chinese), 15, true, 0));
    }

    private void visits(Team team, Person person, boolean chinese, SplittableRandom random) {
        var held = accounts.page(AccountFilter.ALL.withRepresentatives(Set.of(person.id())), Slice.first(MOST, AccountSort.NAME));
        int number = 0;
        for (var account : held) {
            int which = (number + random.nextInt(2)) % KINDS.size();
            var day = workday(settings.today().plusDays(random.nextInt(-12, 24)));
            var kind = KINDS.get(which);
            LocalDateTime start = day.atTime(HOURS.get(which), random.nextInt(2) * 30);
            boolean together = random.nextInt(4) == 0;
            var people = together ? List.of(team.manager().id()) : List.<Long>of();
            long id = save(new MeetingDraft(null, (chinese ? CHINESE : ENGLISH).get(which), kind, List.of(account.id()), kind == MeetingKind.DEMONSTRATION ? null
                    : chinese ? "客户现场" : "At the customer’s", kind == MeetingKind.DEMONSTRATION ? "https://meet.example.com/" + Long.toString(account.id(), 36) : null, null, start,
                    start.plus(Duration.ofMinutes(kind == MeetingKind.BUSINESS_REVIEW ? 120 : 90)), settings.zone().getId(), null, person.id(), people, invited(account), List.of(),
                    agenda(kind, chinese), 30, true, 0));
            if (number == MOST / 2 && day.isAfter(settings.today())) {
                meetings.cancel(id, meetings.get(id).draft().version(), Extent.THIS, chinese ? "客户临时出差" : "The customer travels that day");
            }
            number++;
        }
    }

    private List<Long> invited(AccountRow account) {
        return contacts.page(new ContactFilter(account.id(), null, Set.of(), Set.of(), false, false), Slice.first(2, ContactSort.NAME)).stream().map(ContactRow::id).toList();
    }

    private void review(Person director, Team team) {
        LocalDate day = settings.today().with(DayOfWeek.WEDNESDAY).minusWeeks(1);
        save(new MeetingDraft(null, "商机评审会", MeetingKind.INTERNAL, List.of(), "一号会议室", "https://meet.example.com/review", "逐个过一遍本月预计成交的商机", day.atTime(13, 30), day.atTime(15, 0),
                settings.zone().getId(), "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", director.id(), List.of(team.manager().id(), team.people().getFirst().id()), List.of(), List.of(),
                agenda(MeetingKind.INTERNAL, true), 15, true, 0));
    }

    /** Some have answered, others have not yet. */
    private void answers(Team team) {
        for (var person : team.people()) {
            host.as(person.id(), () -> {
                var from = settings.today().minusDays(14).atStartOfDay(settings.zone()).toInstant();
                calendar.show(CalendarQuery.own(from, from.plus(Duration.ofDays(28)))).meetings().stream()
                        .filter(row -> row.mine() == Response.NEEDS_ACTION && row.start().getDayOfMonth() % 3 != 0)
                        .forEach(row -> meetings.respond(row.id(), row.start().getDayOfMonth() % 3 == 1 ? Response.ACCEPTED : Response.TENTATIVE, Extent.THIS));
            });
        }
    }

    private List<app.mainstay.meeting.AgendaItem> agenda(MeetingKind kind, boolean chinese) {
        return meetings.agenda(kind, chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }

    private long save(MeetingDraft draft) {
        return meetings.save(draft, Extent.THIS);
    }

    private LocalDate workday(LocalDate day) {
        LocalDate next = day;
        while (working.worked(next, next, null).isEmpty()) {
            next = next.plusDays(1);
        }
        return next;
    }
}
