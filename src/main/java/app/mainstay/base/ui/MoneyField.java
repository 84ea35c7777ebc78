package app.mainstay.base.ui;

import app.mainstay.shared.Money;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An amount as people write it and its currency; empty without an amount. What is no amount stays as it was typed, and a sentence says so. */
public class MoneyField extends CustomField<Money> {

    private final NumberText amount = new NumberText("#,##0.####", this::updateValue, this::left);
    private final Select<String> currency = new Select<>();
    private final String usual;

    /** @param currencies what is offered, the usual one first */
    public MoneyField(String label, List<String> currencies) {
        usual = currencies.getFirst();
        setLabel(label);
        currency.setItems(currencies);
        currency.setValue(usual);
        amount.setAriaLabel(label);
        amount.addThemeVariants(TextFieldVariant.ALIGN_END);
        // 323000000 is hard to read back while typing; the words beside it are not.
        addValueChangeListener(change -> setHelperText(change.getValue() == null ? "" : Formats.money(change.getValue(), getLocale())));
        currency.setAriaLabel(Translations.tr("base.currency"));
        var row = new Div(currency, amount);
        row.addClassName("money-field");
        add(row);
    }

    @Override
    protected @Nullable Money generateModelValue() {
        Unread.forget(this);
        if (amount.isBlank()) {
            return null;
        }
        Optional<Money> money = amount.number().flatMap(number -> {
            try {
                return Optional.of(new Money(number, currency.getValue()));
            } catch (ArithmeticException tooLarge) {
                new Unread(amount.getValue(), Translations.tr("problem.amount")).keep(this);
                return Optional.empty();
            }
        });
        if (money.isEmpty() && Unread.of(this).isEmpty()) {
            new Unread(amount.getValue(), Translations.tr("problem.number")).keep(this);
        }
        return money.orElseGet(this::getValue);
    }

    private void left() {
        if (Unread.of(this).isPresent()) {
            Unread.say(this);
        } else {
            amount.show(getValue() == null ? null : getValue().amount());
        }
    }

    @Override
    public void setValue(@Nullable Money money) {
        Unread.forget(this);
        super.setValue(money);
        // The same value as before would leave a text that was none.
        setPresentationValue(money);
    }

    @Override
    protected void setPresentationValue(@Nullable Money money) {
        if (money != null && !currency.getListDataView().contains(money.currency())) {
            currency.getListDataView().addItem(money.currency());
        }
        currency.setValue(money == null ? usual : money.currency());
        amount.show(money == null ? null : money.amount());
    }

    @Override
    public void setInvalid(boolean invalid) {
        super.setInvalid(invalid);
        amount.setInvalid(invalid);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        currency.setReadOnly(readOnly);
        amount.setReadOnly(readOnly);
    }

    /** The currency is still chosen where the amount follows from something else. */
    public void setAmountReadOnly(boolean readOnly) {
        amount.setReadOnly(readOnly);
    }

    @Override
    public void focus() {
        amount.focus();
    }
}
