package app.mainstay.meeting.minutes;

import app.mainstay.shared.Names;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of minutes that say something to be kept: those that begin with a mark, as {@code 行动:@张三 6/30 提交报价} or
 * {@code Action: @Zhang San 6/30 send the offer}, and the items of lists below a heading that names a kind, as {@code ## 决议}. Colons may be full or
 * half width. Never fails, whatever the text: what is no mark is text.
 */
public final class MinutesParser {

    private static final Map<String, MarkKind> WORDS = words();
    private static final Pattern FENCE = Pattern.compile("^\\s{0,3}(?:```|~~~).*");
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s+(.*?)\\s*#*\\s*$");
    private static final Pattern ITEM = Pattern.compile("^[\\s\\u3000]*(?:[-+•·]|\\*(?!\\*)|\\d{1,3}[.)、）])[\\s\\u3000]*(?:\\[[ xX]?]\\s*)?(.*)$");
    private static final Pattern EMPHASIS = Pattern.compile("^(\\*\\*|__)(.{1,30}?)(\\*\\*|__)\\s*");
    private static final Pattern MARK = Pattern.compile("^[\\s\\u3000]*([\\p{L}][\\p{L} -]{0,20}?)[\\s\\u3000]*[:：][\\s\\u3000]*(.*)$");
    private static final Pattern BEFORE = Pattern.compile("(?:\\b(?:by|before|until|till|due|due on|on|no later than)\\s*|[于在至到])$", Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER = Pattern.compile("^\\s*(?:之?前|以前|截止|到期|完成|前)");
    /** What may stand between names, day and words. */
    private static final String BETWEEN = " \t\u3000\u00a0,，、;；:：-–—";
    static final int LONGEST_NAME = 60;

    private MinutesParser() {
    }

    private static Map<String, MarkKind> words() {
        Map<String, MarkKind> words = new LinkedHashMap<>();
        put(words, MarkKind.ACTION, "行动", "行动项", "待办", "待办事项", "任务", "action", "actions", "action item", "action items", "todo", "to-do", "to do");
        put(words, MarkKind.NEED, "需求", "客户需求", "need", "needs", "needs heard", "requirement", "requirements");
        put(words, MarkKind.PROMISE, "承诺", "我方承诺", "promise", "promises", "commitment", "commitments");
        put(words, MarkKind.FEEDBACK, "反馈", "客户反馈", "feedback");
        put(words, MarkKind.DECISION, "决议", "决定", "decision", "decisions");
        return words;
    }

    private static void put(Map<String, MarkKind> words, MarkKind kind, String... names) {
        for (String name : names) {
            words.put(name, kind);
        }
    }

    /**
     * The marked lines in their order, each line once: a second one that says the same is left out.
     *
     * @param day of the meeting, to which "tomorrow" is relative
     */
    public static List<MarkedLine> parse(String text, LocalDate day) {
        Map<String, MarkedLine> lines = new LinkedHashMap<>();
        String[] all = text.split("\\R", -1);
        @Nullable MarkKind section = null;
        boolean fenced = false;
        for (int number = 0; number < all.length; number++) {
            String line = all[number];
            if (FENCE.matcher(line).matches()) {
                fenced = !fenced;
                continue;
            }
            if (fenced) {
                continue;
            }
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                section = kind(heading.group(1).replaceAll("[:：]$", "")).orElse(null);
                continue;
            }
            int at = number;
            line(line, section).ifPresent(found -> {
                var marked = read(at, found.kind(), found.words(), day);
                if (!marked.text().isEmpty()) {
                    lines.putIfAbsent(marked.key(), marked);
                }
            });
        }
        return List.copyOf(lines.values());
    }

    private record Line(MarkKind kind, String words) {
    }

    private static Optional<Line> line(String line, @Nullable MarkKind section) {
        Matcher item = ITEM.matcher(line);
        boolean isItem = item.matches();
        String content = isItem ? item.group(1) : line;
        Matcher bold = EMPHASIS.matcher(content.strip());
        if (bold.find()) {
            content = bold.group(2) + content.strip().substring(bold.end());
        }
        Matcher mark = MARK.matcher(content);
        if (mark.matches()) {
            var kind = kind(mark.group(1));
            if (kind.isPresent()) {
                return Optional.of(new Line(kind.get(), mark.group(2)));
            }
        }
        return isItem && section != null && !content.isBlank() ? Optional.of(new Line(section, content)) : Optional.empty();
    }

    private static Optional<MarkKind> kind(String word) {
        return Optional.ofNullable(WORDS.get(Names.key(word).toLowerCase(Locale.ROOT)));
    }

    private static MarkedLine read(int number, MarkKind kind, String words, LocalDate day) {
        String line = Names.clean(words);
        List<String> mentions = new ArrayList<>();
        for (int at = at(line, 0); at >= 0; at = at(line, at + 1)) {
            mentions.add(line.substring(at + 1, Math.min(line.length(), at + 1 + LONGEST_NAME)));
        }
        // In front there may stand names and one day, in either order; the names themselves are cut off by whoever knows people.
        int start = skip(line, 0);
        @Nullable LocalDate due = null;
        var leading = DayWords.at(line, start, day);
        if (leading.isPresent() && ends(line, leading.get().end())) {
            due = leading.get().day();
            start = skip(line, leading.get().end());
        }
        String text = start < line.length() ? line.substring(start).strip() : line.strip();
        if (due == null) {
            due = day(text, day).orElse(null);
        }
        return new MarkedLine(number, kind, kind + " " + Names.key(words), text, mentions, due);
    }

    /** A day right behind a name, one that a word such as "by" or 前 makes a day of delivery, or one at the end. */
    private static Optional<LocalDate> day(String text, LocalDate day) {
        return DayWords.in(text, day, found -> ends(text, found.end()) && (BEFORE.matcher(text.substring(0, found.start())).find()
                || AFTER.matcher(text.substring(found.end())).find() || text.substring(found.end()).matches("[\\s。.!！;；)）]*")
                || behindMention(text, found.start()))).map(DayWords.Found::day);
    }

    /** Between the last "@" and the day there is nothing but what may be a name. */
    private static boolean behindMention(String text, int start) {
        int at = Math.max(text.lastIndexOf('@', start), text.lastIndexOf('＠', start));
        return at >= 0 && start > at + 1 && text.substring(at + 1, start).strip().matches("(?:[\\p{IsHan}·]{1,8}|[\\p{IsLatin}][\\p{L}.'-]*(?:\\s+\\p{Lu}[\\p{L}.'-]*){0,2})[,，、:：]?");
    }

    /** A Latin word or a number does not go on behind it. */
    static boolean ends(String text, int end) {
        return end >= text.length() || !Character.isDigit(text.charAt(end)) && !(text.charAt(end) < 0x250 && Character.isLetter(text.charAt(end)));
    }

    static int at(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            // In an address something stands right before it.
            if ((c == '@' || c == '＠') && (i == 0 || !(text.charAt(i - 1) < 0x250 && Character.isLetterOrDigit(text.charAt(i - 1))))) {
                return i;
            }
        }
        return -1;
    }

    static int skip(String text, int from) {
        int i = from;
        while (i < text.length() && BETWEEN.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }
}
