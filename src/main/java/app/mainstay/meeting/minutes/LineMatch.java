package app.mainstay.meeting.minutes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Tells which published line a line comes from: the one that says the same, else the likest one of its kind that is left over. */
final class LineMatch {

    /** Less in common is another line. */
    private static final double LIKE = 0.5;

    private record Pair(MarkedLine line, MinutesStore.MarkRow mark, double likeness) {
    }

    private LineMatch() {
    }

    /** By the line's number; a line that is new is not among them. Each published line is taken once. */
    static Map<Integer, MinutesStore.MarkRow> of(List<MarkedLine> lines, List<MinutesStore.MarkRow> marks, Function<MarkedLine, String> key,
                                              Function<MarkedLine, String> text) {
        Map<Integer, MinutesStore.MarkRow> found = new HashMap<>();
        Map<String, MinutesStore.MarkRow> byKey = new HashMap<>();
        marks.forEach(mark -> byKey.put(mark.key(), mark));
        Set<Long> taken = new HashSet<>();
        for (var line : lines) {
            var mark = byKey.get(key.apply(line));
            if (mark != null) {
                found.put(line.number(), mark);
                taken.add(mark.id());
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (var line : lines) {
            for (var mark : marks) {
                if (!found.containsKey(line.number()) && !taken.contains(mark.id()) && mark.present() && mark.kind() == line.kind()) {
                    double likeness = likeness(text.apply(line), mark.text());
                    if (likeness >= LIKE) {
                        pairs.add(new Pair(line, mark, likeness));
                    }
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed().thenComparingInt(pair -> Math.abs(pair.line().number() - pair.mark().line()))
                .thenComparingInt(pair -> pair.line().number()).thenComparingLong(pair -> pair.mark().id()));
        for (var pair : pairs) {
            if (!found.containsKey(pair.line().number()) && taken.add(pair.mark().id())) {
                found.put(pair.line().number(), pair.mark());
            }
        }
        return found;
    }

    /** Pairs of neighbouring signs in common, from 0 to 1. */
    static double likeness(String one, String other) {
        Map<String, Integer> pairs = new HashMap<>();
        int all = count(one, pairs) + Math.max(0, other.length() - 1);
        if (all == 0) {
            return one.equals(other) ? 1 : 0;
        }
        int common = 0;
        for (int i = 0; i + 2 <= other.length(); i++) {
            String pair = other.substring(i, i + 2);
            int left = pairs.getOrDefault(pair, 0);
            if (left > 0) {
                common++;
                pairs.put(pair, left - 1);
            }
        }
        return 2.0 * common / all;
    }

    private static int count(String text, Map<String, Integer> pairs) {
        for (int i = 0; i + 2 <= text.length(); i++) {
            pairs.merge(text.substring(i, i + 2), 1, Integer::sum);
        }
        return Math.max(0, text.length() - 1);
    }
}
