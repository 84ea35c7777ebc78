package app.mainstay.importing;

import app.mainstay.importing.ImportMapping.Amounts;
import app.mainstay.importing.ImportMapping.Unit;
import app.mainstay.shared.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which column is which field, from what the columns are called in either language. People check and change it. */
final class HeaderGuess {

    /** What the column with the reasons of rejected rows is called: such a file comes back, and the column is no field. */
    static final String REASON = "import.reason.column";
    private static final double LIKE_ENOUGH = 0.82;
    private static final Pattern BRACKETS = Pattern.compile("[(（\\[【].*?[)）\\]】]");
    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).collect(Collectors.toSet());

    private record Candidate(ImportField<?> field, int column, double likeness) {
    }

    private HeaderGuess() {
    }

    static ImportMapping of(ImportTarget target, List<String> headers, String baseCurrency) {
        List<ImportField<?>> fields = target.fields();
        List<Candidate> candidates = new ArrayList<>();
        for (var field : fields) {
            List<String> names = names(target, field);
            for (int column = 0; column < headers.size(); column++) {
                String header = Likeness.key(BRACKETS.matcher(headers.get(column)).replaceAll(""));
                if (isReason(header)) {
                    continue;
                }
                double best = names.stream().mapToDouble(name -> Likeness.of(name, header)).max().orElse(0);
                if (best >= LIKE_ENOUGH) {
                    candidates.add(new Candidate(field, column, best));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::likeness).reversed());
        Map<ImportField<?>, Integer> columns = new LinkedHashMap<>();
        var taken = new HashSet<Integer>();
        for (var candidate : candidates) {
            if (!columns.containsKey(candidate.field()) && taken.add(candidate.column())) {
                columns.put(candidate.field(), candidate.column());
            }
        }
        Map<ImportField<?>, Amounts> amounts = new LinkedHashMap<>();
        for (var field : fields) {
            if (field.kind() == ImportField.Kind.MONEY) {
                amounts.put(field, amounts(columns.containsKey(field) ? headers.get(columns.get(field)) : "", baseCurrency));
            }
        }
        return new ImportMapping(columns, Map.of(), Map.of(), amounts, null, null);
    }

    /** The column that tells one row from another, for targets that know them by nothing else; null where none is called so. */
    static @Nullable Integer key(ImportTarget target, List<String> headers) {
        var names = target.keyNames().stream().map(Likeness::key).collect(Collectors.toSet());
        return IntStream.range(0, headers.size()).filter(column -> names.contains(Likeness.key(headers.get(column)))).boxed().findFirst().orElse(null);
    }

    private static boolean isReason(String header) {
        return header.equals(Likeness.key(Words.text(REASON, Locale.ENGLISH))) || header.equals(Likeness.key(Words.text(REASON, Locale.SIMPLIFIED_CHINESE)));
    }

    private static List<String> names(ImportTarget target, ImportField<?> field) {
        List<String> names = new ArrayList<>(field.aliases());
        names.add(field.id());
        names.add(Words.text(target.labelKey(field), Locale.ENGLISH));
        names.add(Words.text(target.labelKey(field), Locale.SIMPLIFIED_CHINESE));
        return names.stream().map(Likeness::key).filter(name -> !name.isEmpty()).toList();
    }

    /** "Revenue (million USD)", "营业收入（万元）": the header often says what the numbers are. */
    static Amounts amounts(String header, String baseCurrency) {
        String text = header.toLowerCase(Locale.ROOT);
        Unit unit = Unit.ONE;
        if (text.contains("million") || text.contains("百万") || text.matches(".*\\b(mn|mio|m)\\b.*")) {
            unit = Unit.MILLION;
        } else if (text.contains("亿")) {
            unit = Unit.YI;
        } else if (text.contains("万")) {
            unit = Unit.WAN;
        } else if (text.contains("thousand") || text.contains("千元") || text.matches(".*\\bk\\b.*")) {
            unit = Unit.THOUSAND;
        }
        String currency = baseCurrency;
        for (String word : header.toUpperCase(Locale.ROOT).split("[^A-Z]+")) {
            currency = CURRENCIES.contains(word) ? word : currency;
        }
        if (text.contains("美元") || text.contains("$")) {
            currency = "USD";
        } else if (text.contains("欧元") || text.contains("€")) {
            currency = "EUR";
        } else if (text.contains("港元") || text.contains("港币")) {
            currency = "HKD";
        } else if (text.contains("人民币") || text.contains("元")) {
            currency = "CNY";
        }
        return new Amounts(currency, unit);
    }
}
