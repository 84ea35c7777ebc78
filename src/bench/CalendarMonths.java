import app.mainstay.account.AccountFacts;
import app.mainstay.jobs.SteadyWork;
import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.CalendarQuery;
import app.mainstay.meeting.CalendarQuery.Whose;
import app.mainstay.meeting.CalendarSpan;
import app.mainstay.meeting.MeetingCalendar;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.MeetingMassWriter;
import app.mainstay.meeting.MeetingMassWriter.Laid;
import app.mainstay.meeting.MeetingMassWriter.Place;
import app.mainstay.meeting.MeetingMassWriter.Written;
import app.mainstay.meeting.MeetingRow;
import app.mainstay.meeting.PrepPack;
import app.mainstay.meeting.Response;
import app.mainstay.meeting.cadence.Cadence;
import app.mainstay.meeting.cadence.CadenceFilter;
import app.mainstay.meeting.cadence.CadenceRow;
import app.mainstay.meeting.cadence.CadenceSort;
import app.mainstay.meeting.cadence.ContactLevel;
import app.mainstay.security.Role;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UnitDraft;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.shared.Slice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The month of a team of 40 among 200,000 meetings and the occurrences of 5,000 series, as its manager, a director and a member ask for it, and beside it
 * the best plain SQL that we know for what stands on the screen; cadence, the facts of an account's page and the page before a meeting in the same
 * database. Run by src/bench/calendar. Goal: 60 ms at the 95th percentile, 2 s before a meeting.
 */
public class CalendarMonths {

    private static final int TEAMS = 25;
    private static final int TEAM = 40;
    private static final int MEETINGS = 200_000;
    private static final int SERIES = 5_000;
    private static final int PORTION = 40_000;
    private static final int RUNS = Integer.getInteger("runs", 200);
    private static final double GOAL = 60;
    /** Of the whole page before a meeting. */
    private static final double PREPARED = 2_000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private record Team(long unit, List<Long> people, List<List<Long>> accounts) {
    }

    private interface Question {
        Set<Long> ask(Instant from, Instant to) throws SQLException;
    }

    public static void main(String[] args) throws SQLException {
        var context = Bench.start(args);
        var jdbc = context.getBean(JdbcTemplate.class);
        var calendar = context.getBean(MeetingCalendar.class);
        if (jdbc.queryForObject("select count(*) from security_user where username = 'bench.0.0'", Integer.class) == 0) {
            Bench.signIn(context, "admin");
            fill(context.getBean(UnitService.class), context.getBean(UserService.class), context.getBean(MeetingMassWriter.class), jdbc);
        }
        // It runs in portions of its own; an empty run is short.
        SystemWork.run(() -> {
            context.getBeansOfType(SteadyWork.class).values().stream().filter(work -> work.id().equals("meeting-cadence")).forEach(SteadyWork::run);
            return true;
        });
        if (Boolean.getBoolean("fill")) {
            jdbc.execute("analyze table meeting, meeting_attendee, meeting_account, meeting_cadence, security_user, account");
            System.exit(SpringApplication.exit(context));
        }
        System.out.printf("%,d meetings in %,d series, %,d who take part%n", jdbc.queryForObject("select count(*) from meeting", Long.class),
                jdbc.queryForObject("select count(*) from meeting_series", Long.class), jdbc.queryForObject("select count(*) from meeting_attendee", Long.class));
        long unit = jdbc.queryForObject("select unit_id from security_user where username = 'bench.7.0'", Long.class);
        var people = jdbc.queryForList("select id from security_user where unit_id = ?", Long.class, unit);
        boolean met = true;
        try (var plain = context.getBean(DataSource.class).getConnection()) {
            System.out.printf("%-10s %-28s %8s %9s %9s %9s %6s%n", "user", "question", "meetings", "p50 ms", "p95 ms", "plain p95", "ratio");
            for (String user : List.of("bench.7.0", "director", "bench.7.5")) {
                Bench.signIn(context, user);
                var team = team(plain, people, jdbc.queryForObject("select id from security_user where username = ?", Long.class, user));
                met &= print(user, "month of the team of " + people.size(), (from, to) -> ids(calendar.show(new CalendarQuery(Whose.UNIT, unit, from, to, Set.of(), false))),
                        user.equals("bench.7.5") ? null : team);
            }
            Bench.signIn(context, "bench.7.5");
            long me = jdbc.queryForObject("select id from security_user where username = 'bench.7.5'", Long.class);
            met &= print("bench.7.5", "own month", (from, to) -> ids(calendar.show(CalendarQuery.own(from, to))), null);
            long account = jdbc.queryForObject("select a.id from account a where a.primary_rep_id = ? order by a.id limit 1", Long.class, me);
            met &= print("bench.7.5", "month of an account", (from, to) -> ids(calendar.show(new CalendarQuery(Whose.ACCOUNT, account, from, to, Set.of(), false))), null);
            Bench.signIn(context, "bench.7.0");
            met &= print("bench.7.0", "free/busy of 40 for a week", (from, to) -> {
                calendar.busy(people, from, from.plus(7, ChronoUnit.DAYS), null);
                return Set.of();
            }, null);
            var cadence = context.getBean(Cadence.class);
            var urgent = Slice.first(50, CadenceSort.DUE);
            System.out.printf("%,d rows of cadence at %,d accounts%n", jdbc.queryForObject("select count(*) from meeting_cadence", Long.class),
                    jdbc.queryForObject("select count(*) from account", Long.class));
            met &= print("bench.7.0", "first page of cadence", (from, to) -> rows(cadence.page(CadenceFilter.ALL, urgent)), cadence(plain, " where a.unit_id = " + unit));
            Bench.signIn(context, "director");
            met &= print("director", "first page of cadence", (from, to) -> rows(cadence.page(CadenceFilter.ALL, urgent)), cadence(plain, ""));
            Bench.signIn(context, "bench.7.5");
            var facts = context.getBean(AccountFacts.class);
            var own = jdbc.queryForList("select a.id from account a where a.primary_rep_id = ? and a.archived_at is null order by a.id", Long.class, me);
            var random = new SplittableRandom(3);
            met &= print("bench.7.5", "facts of an account's page", (from, to) -> {
                long one = own.get(random.nextInt(own.size()));
                facts.dates(one);
                cadence.of(one);
                return Set.of();
            }, null);
            var packs = context.getBean(PrepPack.class);
            var ahead = jdbc.queryForList("select m.id from meeting m join meeting_account x on x.meeting_id = m.id join account a on a.id = x.account_id "
                    + "where a.primary_rep_id = ? and m.state = 'PLANNED' order by m.id limit 50", Long.class, me);
            met &= print("bench.7.5", "preparation on the screen", (from, to) -> {
                packs.get(ahead.get(random.nextInt(ahead.size())), Locale.SIMPLIFIED_CHINESE);
                return Set.of();
            }, null, PREPARED);
            met &= print("bench.7.5", "preparation as PDF", (from, to) -> {
                packs.pdf(ahead.get(random.nextInt(ahead.size())), Locale.SIMPLIFIED_CHINESE);
                return Set.of();
            }, null, PREPARED);
        }
        System.out.println(met ? "every goal met" : "GOAL MISSED");
        System.exit(SpringApplication.exit(context));
    }

    private static Set<Long> ids(CalendarSpan span) {
        if (span.cut()) {
            throw new IllegalStateException("cut");
        }
        return span.meetings().stream().map(MeetingRow::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What the screen shows, without asking who may see it: the meetings of these people once each, and the names of their accounts. Of internal ones in
     * which the viewer takes no part the screen shows only that people are busy.
     */
    private static Question team(Connection plain, List<Long> people, long viewer) {
        String sql = "select m.id, m.subject, m.kind, m.state, m.start_local, m.end_local, m.zone, m.starts_at, m.ends_at, m.place, m.link, m.host_id, h.display_name, "
                + "case when m.kind = 'INTERNAL' and not exists (select 1 from meeting_attendee v where v.meeting_id = m.id and v.user_id = " + viewer + ") then 1 else 0 end "
                + "from meeting_attendee t join meeting m on m.id = t.meeting_id join security_user h on h.id = m.host_id where t.user_id in ("
                + people.stream().map(String::valueOf).collect(Collectors.joining(",")) + ") and t.starts_at >= ? and t.starts_at < ? and t.ends_at > ? and m.state <> 'CANCELLED' "
                + "and t.response <> 'DECLINED' order by m.starts_at, m.id";
        return (from, to) -> {
            Set<Long> ids = new TreeSet<>();
            Set<Long> hidden = new TreeSet<>();
            try (var statement = plain.prepareStatement(sql)) {
                statement.setObject(1, LocalDateTime.ofInstant(from, ZoneOffset.UTC).minusDays(15));
                statement.setObject(2, LocalDateTime.ofInstant(to, ZoneOffset.UTC));
                statement.setObject(3, LocalDateTime.ofInstant(from, ZoneOffset.UTC));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                        rows.getString(2);
                        rows.getObject(8, LocalDateTime.class);
                        if (rows.getInt(14) == 1) {
                            hidden.add(rows.getLong(1));
                        }
                    }
                }
            }
            if (!ids.isEmpty()) {
                try (var statement = plain.createStatement(); var rows = statement.executeQuery("select ma.meeting_id, a.id, a.name from meeting_account ma join account a "
                        + "on a.id = ma.account_id where ma.meeting_id in (" + ids.stream().map(String::valueOf).collect(Collectors.joining(",")) + ") order by ma.meeting_id, ma.position")) {
                    while (rows.next()) {
                        rows.getString(3);
                    }
                }
            }
            ids.removeAll(hidden);
            return ids;
        };
    }

    private static Set<Long> rows(List<CadenceRow> rows) {
        return rows.stream().map(CadenceRow::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Question cadence(Connection plain, String where) {
        String sql = "select c.account_id, c.contact_level, a.name, c.tier, u.display_name, c.every_number, c.every_unit, c.started_on, c.last_on, c.due_on, c.planned_on "
                + "from meeting_cadence c join account a on a.id = c.account_id join security_user u on u.id = a.primary_rep_id" + where
                + " order by c.due_on, c.account_id, c.contact_level limit 50";
        return (from, to) -> {
            Set<Long> ids = new TreeSet<>();
            try (var statement = plain.createStatement(); var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    ids.add(rows.getLong(1) * ContactLevel.values().length + ContactLevel.valueOf(rows.getString(2)).ordinal());
                    rows.getString(3);
                    rows.getString(5);
                }
            }
            return ids;
        };
    }

    private static boolean print(String user, String what, Question door, Question plain) throws SQLException {
        return print(user, what, door, plain, GOAL);
    }

    private static boolean print(String user, String what, Question door, Question plain, double goal) throws SQLException {
        List<Long> times = new ArrayList<>();
        List<Long> plainTimes = new ArrayList<>();
        long shown = 0;
        var random = new SplittableRandom(9);
        for (int i = -30; i < RUNS; i++) {
            LocalDate first = LocalDate.now(ZONE).minusMonths(11).plusMonths(random.nextInt(18)).withDayOfMonth(1).with(DayOfWeek.MONDAY);
            Instant from = first.atStartOfDay(ZONE).toInstant();
            Instant to = first.plusDays(42).atStartOfDay(ZONE).toInstant();
            long begun = System.nanoTime();
            var ids = door.ask(from, to);
            long took = System.nanoTime() - begun;
            long plainTook = 0;
            if (plain != null) {
                long plainBegun = System.nanoTime();
                var same = plain.ask(from, to);
                plainTook = System.nanoTime() - plainBegun;
                if (!same.equals(ids)) {
                    throw new IllegalStateException("answers differ: " + ids.size() + " and " + same.size());
                }
            }
            if (i >= 0) {
                times.add(took);
                plainTimes.add(plainTook);
                shown += ids.size();
            }
        }
        times.sort(null);
        plainTimes.sort(null);
        double p95 = times.get(RUNS * 95 / 100) / 1e6;
        double plain95 = plainTimes.get(RUNS * 95 / 100) / 1e6;
        System.out.printf("%-10s %-28s %8d %9.2f %9.2f %9s %6s%n", user, what, shown / RUNS, times.get(RUNS / 2) / 1e6, p95, plain == null ? "" : "%.2f".formatted(plain95),
                plain == null ? "" : "%.2f".formatted(p95 / plain95));
        return p95 <= goal;
    }

    // ---- data ----

    private static void fill(UnitService units, UserService users, MeetingMassWriter writer, JdbcTemplate jdbc) {
        long begun = System.nanoTime();
        long root = jdbc.queryForObject("select id from security_unit where parent_id is null", Long.class);
        var all = jdbc.queryForList("select id from account where archived_at is null order by id limit ?", Long.class, TEAMS * TEAM * 12);
        List<Team> teams = new ArrayList<>();
        List<Object[]> given = new ArrayList<>();
        for (int team = 0; team < TEAMS; team++) {
            long unit = units.save(new UnitDraft(null, "Bench " + team, root, 0));
            List<Long> people = new ArrayList<>();
            List<List<Long>> accounts = new ArrayList<>();
            for (int person = 0; person < TEAM; person++) {
                String name = "bench." + team + "." + person;
                long id = users.save(new UserDraft(null, name, name, null, person == 0 ? Role.MANAGER : Role.MEMBER, unit, 0));
                int place = (team * TEAM + person) * 12;
                var own = all.subList(place, place + 12);
                own.forEach(account -> given.add(new Object[] {id, unit, account}));
                people.add(id);
                accounts.add(own);
            }
            teams.add(new Team(unit, people, accounts));
        }
        // Past the application: who looks after them since when is not asked here.
        jdbc.batchUpdate("update account set primary_rep_id = ?, unit_id = ? where id = ?", given);
        var random = new SplittableRandom(5);
        LocalDate today = LocalDate.now(ZONE);
        for (int done = 0; done < MEETINGS; done += PORTION) {
            List<Written> portion = new ArrayList<>();
            for (int i = 0; i < PORTION; i++) {
                LocalDate day = today.plusDays(random.nextInt(-730, 365));
                LocalDateTime start = day.atTime(LocalTime.of(8 + random.nextInt(10), 30 * random.nextInt(2)));
                var draft = draft(teams.get(random.nextInt(TEAMS)), start, random);
                boolean off = random.nextInt(100) < 5;
                boolean held = !off && day.isBefore(today) && random.nextInt(3) > 0;
                portion.add(new Written(draft, held ? "Agreed" : null, off ? "ill" : null, null, random.nextInt(100) < 5 ? Response.DECLINED : Response.ACCEPTED,
                        day.minusDays(9).atStartOfDay(ZONE).toInstant()));
            }
            write(writer, List.of(), portion);
            System.out.printf("%,d meetings after %.0f s%n", done + PORTION, (System.nanoTime() - begun) / 1e9);
        }
        List<Laid> series = new ArrayList<>();
        List<Written> occurrences = new ArrayList<>();
        var rules = List.of("FREQ=WEEKLY;COUNT=52", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY", "FREQ=WEEKLY;COUNT=26");
        for (int i = 0; i < SERIES; i++) {
            LocalDateTime start = today.plusDays(random.nextInt(-200, 30)).atTime(LocalTime.of(8 + random.nextInt(10), 0));
            var draft = draft(teams.get(random.nextInt(TEAMS)), start, random);
            String rule = rules.get(random.nextInt(rules.size()));
            var laid = SystemWork.run(() -> writer.series(rule, draft.start(), draft.end(), draft.zone()));
            series.add(laid);
            laid.places().forEach(place -> occurrences.add(new Written(draft.at(place, place.plusHours(1), draft.zone()), null, null, new Place(laid.id(), place), Response.ACCEPTED,
                    start.atZone(ZONE).toInstant())));
            if (occurrences.size() > PORTION || i == SERIES - 1) {
                write(writer, series, occurrences);
                series.clear();
                occurrences.clear();
            }
        }
        System.out.printf("filled in %.0f s%n", (System.nanoTime() - begun) / 1e9);
    }

    private static void write(MeetingMassWriter writer, List<Laid> series, List<Written> meetings) {
        SystemWork.run(() -> {
            writer.write(List.copyOf(series), List.copyOf(meetings), "benchmark");
            return true;
        });
    }

    private static MeetingDraft draft(Team team, LocalDateTime start, SplittableRandom random) {
        int host = random.nextInt(TEAM);
        Set<Long> others = new TreeSet<>();
        for (int i = 0, number = random.nextInt(4); i < number; i++) {
            others.add(team.people().get(random.nextInt(TEAM)));
        }
        others.remove(team.people().get(host));
        boolean internal = random.nextInt(100) < 12;
        var accounts = team.accounts().get(host);
        return new MeetingDraft(null, "Quarterly business review", internal ? MeetingKind.INTERNAL : MeetingKind.values()[random.nextInt(5)],
                internal ? List.of() : List.of(accounts.get(random.nextInt(accounts.size()))), "Room 3", null, null, start, start.plusMinutes(30L + 30 * random.nextInt(4)),
                "Asia/Shanghai", null, team.people().get(host), List.copyOf(others), List.of(), List.of(), List.of(new AgendaItem("News", 30)), 15, true, 0);
    }
}
