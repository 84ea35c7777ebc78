package app.mainstay.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.security.SystemWork;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever people do to a series in whatever order: each place of its rule has one meeting, and each meeting stands where its clock says. From fixed seeds. */
@DatabaseTest
class MeetingSeriesTest {

    private static final int STEPS = 14;
    private static final List<String> RULES = List.of("FREQ=WEEKLY;COUNT=12", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=20", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=DAILY;INTERVAL=3;UNTIL=20270420",
            "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=9", "FREQ=WEEKLY;INTERVAL=2");

    private record Row(long id, @Nullable Long seriesId, MeetingState state, LocalDateTime start, LocalDateTime end, String zone, LocalDateTime startsAt, LocalDateTime endsAt,
                       @Nullable LocalDateTime originalStart, boolean own, int version) {
    }

    private record Series(long id, Recurrence rule, String zone, LocalDateTime start, LocalDateTime end, LocalDateTime laidUntil) {
    }

    @Autowired
    Fixtures fixtures;
    @Autowired
    Attendance attendance;
    @Autowired
    Meetings meetings;
    @Autowired
    LayingWork laying;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private int done;

    @ParameterizedTest
    @CsvSource({"Asia/Shanghai, 1", "America/New_York, 2", "Europe/Berlin, 3", "Australia/Lord_Howe, 4", "America/Sao_Paulo, 5", "Africa/Cairo, 6", "Pacific/Apia, 7"})
    void everyPlaceOfARuleHasOneMeeting(String zone, int seed) {
        var random = new SplittableRandom(seed);
        company = fixtures.company();
        for (int turn = 0; turn < 2; turn++) {
            LocalDateTime start = LocalDateTime.of(2026, 12, 1, random.nextInt(24), 15 * random.nextInt(4));
            String rule = RULES.get(random.nextInt(RULES.size()));
            fixtures.as(company.member(), () -> meetings.save(new MeetingDraft(null, "Team", MeetingKind.INTERNAL, List.of(), null, null, null, start, start.plusMinutes(45), zone, rule,
                    company.member().id(), List.of(company.colleague().id()), List.of(), List.of(), List.of(), null, true, 0), Extent.THIS));
            holds("begun with " + rule);
            for (int step = 0; step < STEPS; step++) {
                String what = step(random);
                holds(what);
            }
            clock.set(TestClock.START);
        }
        assertThat(done).isGreaterThan(STEPS);
    }

    private String step(SplittableRandom random) {
        var rows = rows();
        var row = rows.get(random.nextInt(Math.min(rows.size(), 30)));
        var extent = row.seriesId() == null ? Extent.THIS : Extent.values()[random.nextInt(3)];
        String what;
        try {
            switch (random.nextInt(9)) {
                case 0, 1 -> {
                    long minutes = random.nextBoolean() ? 15L * random.nextInt(-90, 90) : 1440L * random.nextInt(-8, 9);
                    what = "moved by " + minutes + " " + extent;
                    fixtures.as(company.member(), () -> meetings.move(row.id(), row.version(), row.start().plusMinutes(minutes), row.end().plusMinutes(minutes), row.zone(), extent));
                }
                case 2 -> {
                    what = "longer " + extent;
                    fixtures.as(company.member(), () -> meetings.move(row.id(), row.version(), row.start(), row.end().plusMinutes(15), row.zone(), extent));
                }
                case 3 -> {
                    what = "cancelled " + extent;
                    var which = random.nextBoolean() ? Extent.THIS : extent;
                    fixtures.as(company.member(), () -> meetings.cancel(row.id(), row.version(), which, null));
                }
                case 4 -> {
                    what = "restored";
                    fixtures.as(company.member(), () -> meetings.restore(row.id(), row.version()));
                }
                case 5 -> {
                    var rule = RULES.get(random.nextInt(RULES.size()));
                    what = rule + " " + extent;
                    fixtures.as(company.member(), () -> meetings.save(meetings.get(row.id()).draft().repeating(rule), extent));
                }
                case 6 -> {
                    what = "words " + extent;
                    fixtures.as(company.member(), () -> {
                        var draft = meetings.get(row.id()).draft();
                        return meetings.save(new MeetingDraft(draft.id(), "Team " + random.nextInt(99), draft.kind(), draft.accounts(), draft.place(), draft.link(), draft.purpose(),
                                draft.start(), draft.end(), draft.zone(), draft.rule(), draft.hostId(), draft.people(), draft.contacts(), draft.guests(), draft.agenda(), 5, draft.busy(),
                                draft.version()), extent);
                    });
                }
                case 7 -> {
                    what = "held";
                    var first = rows.stream().filter(one -> one.state() == MeetingState.PLANNED).findFirst().orElse(row);
                    if (first.startsAt().isAfter(Sql.utc(clock.instant()))) {
                        clock.set(Sql.instant(first.startsAt()));
                    }
                    jdbc.sql("insert into meeting_minutes (meeting_id, version, body, written_by, updated_at) values (?, 0, 'Agreed', ?, ?)").param(first.id())
                            .param(company.member().id()).param(Sql.utc(clock.instant())).update();
                    fixtures.as(company.member(), () -> transaction.executeWithoutResult(status -> attendance.held(first.id())));
                }
                default -> {
                    what = "days passed";
                    clock.advance(Duration.ofDays(random.nextInt(20)));
                    SystemWork.run(() -> {
                        laying.run();
                        return true;
                    });
                }
            }
            done++;
            return what + " of " + row;
        } catch (RefusedException refused) {
            return "refused: " + refused.problems() + " of " + row;
        }
    }

    private List<Row> rows() {
        return jdbc.sql("select * from meeting order by starts_at, id").query((row, n) -> new Row(row.getLong("id"), row.getObject("series_id", Long.class),
                MeetingState.valueOf(row.getString("state")), row.getObject("start_local", LocalDateTime.class), row.getObject("end_local", LocalDateTime.class), row.getString("zone"),
                row.getObject("starts_at", LocalDateTime.class), row.getObject("ends_at", LocalDateTime.class), row.getObject("original_start", LocalDateTime.class),
                row.getBoolean("own"), row.getInt("version"))).list();
    }

    private void holds(String after) {
        var rows = rows();
        for (var row : rows) {
            var span = Zones.span(row.start(), row.end(), ZoneId.of(row.zone()));
            assertThat(row.startsAt()).as("%s: %s", after, row).isEqualTo(Sql.utc(span.start()));
            assertThat(row.endsAt()).as("%s: %s", after, row).isEqualTo(Sql.utc(span.end()));
        }
        var series = jdbc.sql("select * from meeting_series").query((row, n) -> new Series(row.getLong("id"), Recurrence.stored(row.getString("rule")), row.getString("zone"),
                row.getObject("start_local", LocalDateTime.class), row.getObject("end_local", LocalDateTime.class), row.getObject("laid_until", LocalDateTime.class))).list();
        for (var one : series) {
            var mine = rows.stream().filter(row -> Objects.equals(row.seriesId(), one.id())).toList();
            Set<LocalDateTime> places = new HashSet<>();
            mine.forEach(row -> assertThat(places.add(Objects.requireNonNull(row.originalStart()))).as("%s: twice at %s", after, row).isTrue());
            var wanted = one.rule().starts(one.start(), one.start(), one.laidUntil(), 2_000).stream().filter(time -> !Zones.isSkippedDay(time, ZoneId.of(one.zone()))).toList();
            if (mine.isEmpty()) {
                assertThat(wanted).as("%s: %s", after, one).isEmpty();
                continue;
            }
            assertThat(places).as("%s: %s", after, one).containsAll(wanted);
            for (var row : mine) {
                if (row.state() != MeetingState.CANCELLED) {
                    assertThat(wanted).as("%s: %s of %s", after, row, one).contains(row.originalStart());
                }
                if (!row.own() && row.state() == MeetingState.PLANNED) {
                    assertThat(row.zone()).as("%s: %s", after, row).isEqualTo(one.zone());
                    assertThat(Duration.between(row.start(), row.end())).as("%s: %s of %s", after, row, one).isEqualTo(Duration.between(one.start(), one.end()));
                }
            }
        }
        assertThat(jdbc.sql("select count(*) from meeting m where (select count(*) from meeting_attendee t where t.meeting_id = m.id) <> 2").query(Integer.class).single())
                .as(after).isZero();
    }
}
