package app.mainstay.meeting;

import app.mainstay.shared.Words;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Agendas to begin with. They are words, so they stand with the other words: items with their minutes, separated by semicolons. */
@Component
class Agendas {

    private static final Pattern ITEM = Pattern.compile("(.+?)\\s+(\\d+)");

    List<AgendaItem> of(MeetingKind kind, Locale locale) {
        return Stream.of(Words.say("meeting.agenda." + kind.name(), locale).split("[;;]")).map(String::strip).map(ITEM::matcher).filter(java.util.regex.Matcher::matches)
                .map(item -> new AgendaItem(item.group(1), Integer.parseInt(item.group(2)))).toList();
    }
}
