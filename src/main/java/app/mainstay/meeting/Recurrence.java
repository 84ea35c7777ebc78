package app.mainstay.meeting;

import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.Weekday;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRule.WeekdayNum;
import org.jspecify.annotations.Nullable;

/**
 * How a meeting repeats, by RFC 5545, in local time only: no zone is known here, so that none can move anything. At most once a day; what never ends is
 * for the caller to bound.
 */
public final class Recurrence {

    /** So often at most where a count is given: daily for two years. */
    public static final int MOST = 750;
    private static final String FIELD = "rule";
    private static final Set<Freq> SLOW = EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    private final String text;

    private Recurrence(String text) {
        this.text = text;
    }

    /**
     * Reads a rule, with or without "RRULE:".
     *
     * @param zone of the meeting: an UNTIL in UTC becomes local time
     * @throws RefusedException for {@code rule}: unreadable, more often than daily, or counting more than {@link #MOST}
     */
    public static Recurrence parse(String text, ZoneId zone) {
        String plain = text.strip();
        if (plain.toUpperCase(Locale.ROOT).startsWith("RRULE:")) {
            plain = plain.substring("RRULE:".length());
        }
        RecurrenceRule rule;
        try {
            rule = new RecurrenceRule(plain, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException unreadable) {
            throw new RefusedException(Problem.of(FIELD, "meeting.problem.rule"));
        }
        if (!SLOW.contains(rule.getFreq()) || rule.hasPart(Part.BYHOUR) || rule.hasPart(Part.BYMINUTE) || rule.hasPart(Part.BYSECOND)) {
            throw new RefusedException(Problem.of(FIELD, "meeting.problem.rule.tooOften"));
        }
        if (rule.getCount() != null && rule.getCount() > MOST) {
            throw new RefusedException(Problem.of(FIELD, "meeting.problem.rule.count", MOST));
        }
        if (rule.getUntil() != null) {
            try {
                rule.setUntil(date(last(rule.getUntil(), zone)));
            } catch (DateTimeException noDay) {
                throw new RefusedException(Problem.of(FIELD, "meeting.problem.rule"));
            }
        }
        String normal = rule.toString();
        if (normal.length() > 500) {
            throw new RefusedException(Problem.of(FIELD, "meeting.problem.rule"));
        }
        return new Recurrence(normal);
    }

    private static LocalDateTime last(DateTime until, ZoneId zone) {
        if (until.isAllDay()) {
            return local(until).toLocalDate().atTime(23, 59, 59);
        }
        return until.isFloating() ? local(until) : LocalDateTime.ofInstant(Instant.ofEpochMilli(until.getTimestamp()), zone);
    }

    /** What was stored. */
    static Recurrence stored(String text) {
        return new Recurrence(text);
    }

    /** As it is stored: UNTIL in local time. */
    public String text() {
        return text;
    }

    /** As calendars elsewhere want it: UNTIL in UTC. */
    public String exchanged(ZoneId zone) {
        var rule = rule();
        if (rule.getUntil() == null) {
            return text;
        }
        var utc = Zones.instant(local(rule.getUntil()), zone).atOffset(ZoneOffset.UTC);
        rule.setUntil(new DateTime(DateTime.UTC, utc.getYear(), utc.getMonthValue() - 1, utc.getDayOfMonth(), utc.getHour(), utc.getMinute(), utc.getSecond()));
        return rule.toString();
    }

    public boolean endless() {
        return rule().isInfinite();
    }

    /**
     * The local times at which it takes place, in order.
     *
     * @param start  the rule counts from here; itself among them only where the rule says so
     * @param from   earlier ones are left out
     * @param before and so are those at or after
     * @param most   no more than so many
     */
    public List<LocalDateTime> starts(LocalDateTime start, LocalDateTime from, LocalDateTime before, int most) {
        List<LocalDateTime> starts = new ArrayList<>();
        try {
            var iterator = rule().iterator(date(start));
            if (from.isAfter(start)) {
                iterator.fastForward(date(from));
            }
            while (starts.size() < most && iterator.hasNext()) {
                var next = local(iterator.nextDateTime());
                if (!next.isBefore(before)) {
                    break;
                }
                if (!next.isBefore(from)) {
                    starts.add(next);
                }
            }
        } catch (IllegalArgumentException never) {
            // The library gives up on a rule that no day ever fulfils, as the 30th of February.
            return starts;
        }
        return starts;
    }

    /** The first time at or after the start; empty where there is none within ten years. */
    public Optional<LocalDateTime> first(LocalDateTime start) {
        return starts(start, start, start.plusYears(10), 1).stream().findFirst();
    }

    /** The same, ending before a time. */
    Recurrence before(LocalDateTime end) {
        var rule = rule();
        rule.setUntil(date(end.minusSeconds(1)));
        return new Recurrence(rule.toString());
    }

    /** What is left of it from a time on, at which it takes place. */
    Recurrence from(LocalDateTime start, LocalDateTime from) {
        var rule = rule();
        if (rule.getCount() != null) {
            rule.setCount(Math.max(1, rule.getCount() - starts(start, start, from, MOST).size()));
        }
        return new Recurrence(rule.toString());
    }

    /** The same on the days to which a move brings it; empty where only words can say what is meant. */
    Optional<Recurrence> shifted(LocalDateTime from, LocalDateTime to) {
        long days = ChronoUnit.DAYS.between(from.toLocalDate(), to.toLocalDate());
        var rule = rule();
        DateTime until = rule.getUntil();
        if (until != null && !from.equals(to)) {
            rule.setUntil(date(local(until).plus(Duration.between(from, to))));
        }
        if (days == 0) {
            return Optional.of(new Recurrence(rule.toString()));
        }
        if (rule.hasPart(Part.BYSETPOS) || rule.hasPart(Part.BYWEEKNO) || rule.hasPart(Part.BYYEARDAY)) {
            return Optional.empty();
        }
        try {
            if (rule.hasPart(Part.BYDAY)) {
                var named = rule.getByDayPart();
                if (rule.hasPart(Part.BYMONTHDAY)) {
                    return Optional.empty();
                }
                if (named.stream().allMatch(one -> one.pos == 0) && rule.getFreq() == Freq.WEEKLY) {
                    rule.setByDayPart(named.stream().map(one -> new WeekdayNum(0, Weekday.values()[Math.floorMod(one.weekday.ordinal() + (int) (days % 7), 7)])).toList());
                } else if (named.size() == 1 && named.getFirst().pos != 0 && rule.getFreq() == Freq.MONTHLY) {
                    int position = named.getFirst().pos < 0 && to.getDayOfMonth() + 7 > to.toLocalDate().lengthOfMonth() ? -1 : (to.getDayOfMonth() - 1) / 7 + 1;
                    rule.setByDayPart(List.of(new WeekdayNum(position, Weekday.values()[to.getDayOfWeek().getValue() % 7])));
                } else {
                    return Optional.empty();
                }
            } else if (rule.hasPart(Part.BYMONTHDAY)) {
                var named = rule.getByPart(Part.BYMONTHDAY);
                if (named.size() != 1 || named.getFirst() != from.getDayOfMonth()) {
                    return Optional.empty();
                }
                rule.setByPart(Part.BYMONTHDAY, to.getDayOfMonth());
            }
            if (rule.hasPart(Part.BYMONTH) && from.getMonth() != to.getMonth()) {
                if (rule.getByPart(Part.BYMONTH).size() != 1) {
                    return Optional.empty();
                }
                rule.setByPart(Part.BYMONTH, to.getMonthValue());
            }
        } catch (InvalidRecurrenceRuleException impossible) {
            return Optional.empty();
        }
        return Optional.of(new Recurrence(rule.toString()));
    }

    private RecurrenceRule rule() {
        try {
            return new RecurrenceRule(text, RfcMode.RFC5545_LAX);
        } catch (InvalidRecurrenceRuleException unreadable) {
            throw new IllegalStateException(text, unreadable);
        }
    }

    private static DateTime date(LocalDateTime time) {
        return new DateTime(time.getYear(), time.getMonthValue() - 1, time.getDayOfMonth(), time.getHour(), time.getMinute(), time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(time.getYear(), time.getMonth() + 1, time.getDayOfMonth(), time.getHours(), time.getMinutes(), time.getSeconds());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Recurrence that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
