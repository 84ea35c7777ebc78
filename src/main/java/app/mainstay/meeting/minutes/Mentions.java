package app.mainstay.meeting.minutes;

import app.mainstay.shared.Names;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Whom an "@" means: the longest whole name of anybody, an attendee's before a colleague's; else part of an attendee's name, else part of a
 * colleague's, the longest again. Where several people fit, all of them, so that somebody chooses.
 */
final class Mentions {

    /** Somebody who may be meant. */
    record Person(long id, String name, String username) {
    }

    /** @param people none: it is no colleague. @param length of the name in the text. */
    record Match(List<Person> people, int length) {

        static final Match NONE = new Match(List.of(), 0);
    }

    /** A line with its people known. @param owners none: nobody is named; several: somebody chooses. @param text what is left of it */
    record Read(List<Person> owners, String text, @Nullable LocalDate due) {
    }

    /** More are no help for choosing. */
    static final int MOST = 20;
    private static final int SHORTEST_PART = 2;

    private record Known(Person person, String key) {
    }

    private final List<Known> attendees;
    private final List<Known> colleagues;

    Mentions(List<Person> attendees, List<Person> colleagues) {
        this.attendees = known(attendees);
        this.colleagues = known(colleagues);
    }

    private static List<Known> known(List<Person> people) {
        return people.stream().map(person -> new Known(person, Names.key(person.name()))).toList();
    }

    /** Names and days in front are taken off, as far as they are known. */
    Read read(MarkedLine line, LocalDate day) {
        String text = line.text();
        @Nullable LocalDate due = line.due();
        List<Person> owners = List.of();
        boolean found = true;
        while (found) {
            found = false;
            if (MinutesParser.at(text, 0) == 0) {
                var match = match(text.substring(1));
                if (!match.people().isEmpty()) {
                    owners = owners.isEmpty() ? match.people() : owners;
                    text = text.substring(MinutesParser.skip(text, 1 + match.length())).strip();
                    found = true;
                }
            }
            String rest = text;
            var leading = DayWords.at(rest, 0, day).filter(known -> MinutesParser.ends(rest, known.end()));
            if (leading.isPresent() && (due == null || due.equals(leading.get().day()))) {
                due = leading.get().day();
                text = text.substring(MinutesParser.skip(text, leading.get().end())).strip();
                found = true;
            }
        }
        if (owners.isEmpty()) {
            owners = line.mentions().stream().map(this::match).map(Match::people).filter(people -> !people.isEmpty()).findFirst().orElse(List.of());
        }
        return new Read(owners, text.isEmpty() ? line.text() : text, due);
    }

    /** @param text what stands behind the "@" */
    Match match(String text) {
        BiPredicate<Known, String> isWhole = (known, name) -> known.key().equals(name) || known.person().username().equals(name);
        var whole = longest(attendees, text, isWhole);
        var other = longest(colleagues, text, isWhole);
        if (whole.length() > 0 || other.length() > 0) {
            return other.length() > whole.length() ? other : whole;
        }
        for (var people : List.of(attendees, colleagues)) {
            var part = longest(people, text, (known, name) -> name.length() >= SHORTEST_PART && isPart(known.key(), name));
            if (!part.people().isEmpty()) {
                return part;
            }
        }
        return Match.NONE;
    }

    /** One of the words of a Latin name from its beginning on; Chinese signs one after the other. */
    private static boolean isPart(String whole, String part) {
        return part.codePoints().allMatch(Character::isIdeographic) ? whole.contains(part)
                : List.of(whole.split(" ")).contains(part) || whole.startsWith(part + " ");
    }

    private static Match longest(List<Known> people, String text, BiPredicate<Known, String> fits) {
        for (int length = Math.min(text.length(), MinutesParser.LONGEST_NAME); length > 0; length--) {
            if (!endsThere(text, length)) {
                continue;
            }
            String name = Names.key(text.substring(0, length));
            if (name.isEmpty()) {
                continue;
            }
            List<Person> found = new ArrayList<>();
            for (var known : people) {
                if (fits.test(known, name)) {
                    found.add(known.person());
                }
            }
            if (!found.isEmpty()) {
                return new Match(found.subList(0, Math.min(MOST, found.size())), length);
            }
        }
        return Match.NONE;
    }

    /** A Latin word is not cut in two, nor does a name end with a space. */
    private static boolean endsThere(String text, int length) {
        char last = text.charAt(length - 1);
        return !Character.isWhitespace(last) && (length == text.length() || !(isLatin(last) && isLatin(text.charAt(length))));
    }

    private static boolean isLatin(char c) {
        return c < 0x250 && Character.isLetterOrDigit(c);
    }
}
