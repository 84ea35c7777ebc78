package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.PlanRates.Rate;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The plan rate of a currency in a year. */
final class RateEditor extends Editor<Rate> {

    private final transient PlanRates rates;
    private final transient SettingsService settings;
    private final Runnable refresh;
    private final ComboBox<String> currency = form.field("currency", new ComboBox<>(tr("admin.rate.currency")));
    private final NumberInput<Integer> year = form.field("year", NumberInput.year(tr("admin.rate.year")), String::valueOf);
    private final NumberInput<BigDecimal> rate = form.field("rate", NumberInput.decimal(tr("admin.rate.rate")), BigDecimal::toPlainString);
    private int version;

    /** @param refresh to be run when a rate that was taken away is back */
    RateEditor(PlanRates rates, SettingsService settings, Drafts drafts, @Nullable Long id, Runnable onSaved, Runnable refresh) {
        super(drafts, "rate", Rate.class, id, onSaved);
        this.rates = rates;
        this.settings = settings;
        this.refresh = refresh;
        currency.setReadOnly(id != null);
        year.setReadOnly(id != null);
        currency.setRequiredIndicatorVisible(id == null);
        year.setRequiredIndicatorVisible(id == null);
        rate.setRequiredIndicatorVisible(true);
        rate.setHelperText(tr("admin.rate.rate.help", settings.current().baseCurrency()));
        Currencies.offer(currency, id == null ? "" : Objects.requireNonNullElse(rates.get(id).currency(), ""), getLocale());
        if (id != null) {
            var remove = new Div(new Button(tr("admin.rate.remove"), Icons.CLOSE.create(), click -> remove(onSaved)));
            remove.addClassName("buttons");
            var more = new Div(new H3(tr("admin.rate.remove")), new Paragraph(tr("admin.rate.remove.help")), remove);
            more.addClassName("editor-more");
            add(more);
        }
    }

    @Override
    String title() {
        return id == null ? tr("admin.rate.new") : rates.get(id).year() + " " + rates.get(id).currency();
    }

    @Override
    Rate stored() {
        return id == null ? new Rate(null, settings.today().getYear(), null, null, 0) : rates.get(id);
    }

    @Override
    void write(Rate draft) {
        version = draft.version();
        currency.setValue(draft.currency());
        year.setValue(draft.year() == 0 ? null : draft.year());
        rate.setValue(draft.rate());
    }

    @Override
    Rate draft() {
        return new Rate(id, year.getOptionalValue().orElse(0), currency.getValue(), rate.getValue(), version);
    }

    @Override
    void store(Rate draft) {
        rates.save(draft);
    }

    @Override
    void focus() {
        currency.focus();
    }

    private void remove(Runnable close) {
        Rate stored = rates.get(Objects.requireNonNull(id));
        rates.remove(id, stored.version());
        form.read();
        close.run();
        Notices.done(tr("admin.rate.removed", String.valueOf(stored.year()), String.valueOf(stored.currency())), () -> {
            rates.save(new Rate(null, stored.year(), stored.currency(), stored.rate(), 0));
            refresh.run();
        });
    }
}
