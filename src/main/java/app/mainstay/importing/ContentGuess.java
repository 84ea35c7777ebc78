package app.mainstay.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which column is which field where its name says nothing: its first values are nearly all on the field's list, or look as the field's do. */
final class ContentGuess {

    private static final double ENOUGH = 0.8;
    private static final int FEWEST = 2;

    private ContentGuess() {
    }

    static ImportMapping of(ImportTarget target, TableFile file, ImportMapping byName, Choices choices) {
        var mapping = byName;
        for (var field : target.fields()) {
            var looks = looks(field, choices);
            if (mapping.columns().containsKey(field) || looks == null) {
                continue;
            }
            List<Integer> found = new ArrayList<>();
            for (int column = 0; column < file.headers().size(); column++) {
                if (!mapping.columns().containsValue(column) && fits(file, column, looks)) {
                    found.add(column);
                }
            }
            // Two columns that look alike: only people can tell.
            if (found.size() == 1) {
                mapping = mapping.withColumn(found.getFirst(), field);
            }
        }
        return mapping;
    }

    private static @org.jspecify.annotations.Nullable Predicate<String> looks(ImportField<?> field, Choices choices) {
        if (field.looks() != null) {
            return field.looks();
        }
        if (field.kind().isClosed()) {
            var known = choices.byKey(field);
            return text -> known.containsKey(Likeness.key(text));
        }
        return null;
    }

    private static boolean fits(TableFile file, int column, Predicate<String> looks) {
        var values = file.samples().stream().filter(row -> column < row.size()).map(row -> row.get(column).strip()).filter(text -> !text.isEmpty())
                .distinct().toList();
        return values.size() >= FEWEST && values.stream().filter(looks).count() >= values.size() * ENOUGH;
    }
}
