package app.mainstay.admin.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The currencies in use somewhere today, the usual ones first. */
final class Currencies {

    private static final List<String> USUAL = List.of("CNY", "USD", "EUR", "HKD", "JPY", "GBP");

    private Currencies() {
    }

    /** @param chosen offered even where no country uses it any more */
    static void offer(ComboBox<String> box, String chosen, Locale locale) {
        Set<String> codes = new LinkedHashSet<>(USUAL);
        var others = new TreeSet<String>();
        for (String country : Locale.getISOCountries()) {
            // Null for a country without a currency of its own, such as Antarctica.
            Currency currency = Currency.getInstance(Locale.of("", country));
            if (currency != null) {
                others.add(currency.getCurrencyCode());
            }
        }
        codes.addAll(others);
        codes.add(chosen);
        box.setItems(codes.stream().filter(code -> !code.isEmpty()).toList());
        box.setItemLabelGenerator(code -> code + " · " + Currency.getInstance(code).getDisplayName(locale));
    }
}
