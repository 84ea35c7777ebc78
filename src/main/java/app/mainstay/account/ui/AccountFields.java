package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The fields in which an account's facts are typed, the same in its form and in their place on its page. */
@Component
class AccountFields {

    /** A choice that knows its name already, so that showing a record costs no query per field. */
    record Choice(long id, String name) {
    }

    private final AccountService service;
    private final CodeLists codes;
    private final SettingsService settings;

    AccountFields(AccountService service, CodeLists codes, SettingsService settings) {
        this.service = service;
        this.codes = codes;
        this.settings = settings;
    }

    ComboBox<CodeEntry> code(CodeList list, String labelKey) {
        var box = new ComboBox<CodeEntry>(tr(labelKey));
        box.setItems(codes.entries(list).stream().filter(CodeEntry::active).toList());
        box.setItemLabelGenerator(entry -> entry.label(UI.getCurrent().getLocale()));
        box.setClearButtonVisible(true);
        return box;
    }

    @Nullable CodeEntry entry(CodeList list, @Nullable String code) {
        return code == null ? null : codes.find(list, code).orElse(null);
    }

    /** Offers accounts that the viewer sees. */
    ComboBox<Choice> parent() {
        var box = new ComboBox<Choice>(tr("account.parentId"));
        box.setItemLabelGenerator(Choice::name);
        box.setClearButtonVisible(true);
        box.setItems(query -> service.page(AccountFilter.text(query.getFilter().orElse("")), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, AccountSort.NAME).orders())).stream().map(row -> new Choice(row.id(), row.name())));
        return box;
    }

    MoneyField revenue() {
        String base = settings.current().baseCurrency();
        return new MoneyField(tr("account.revenue"), Stream.concat(Stream.of(base), Stream.of("CNY", "USD", "EUR", "HKD", "JPY", "GBP")).distinct().toList());
    }

    /**
     * Tags in use are offered, others are typed.
     *
     * @param onTyped runs when one was typed that is no choice yet
     */
    MultiSelectComboBox<String> tags(Runnable onTyped) {
        var box = new MultiSelectComboBox<String>(tr("account.tags"));
        box.setAllowCustomValue(true);
        box.setItems(new ArrayList<>());
        box.addCustomValueSetListener(event -> {
            Set<String> values = new LinkedHashSet<>(box.getValue());
            values.add(event.getDetail().strip());
            tags(box, values);
            onTyped.run();
        });
        return box;
    }

    /** Shows these tags. */
    void tags(MultiSelectComboBox<String> box, Iterable<String> chosen) {
        Set<String> values = new LinkedHashSet<>();
        chosen.forEach(values::add);
        Set<String> all = new LinkedHashSet<>(service.tags());
        all.addAll(values);
        box.setItems(List.copyOf(all));
        box.setValue(values);
    }
}
