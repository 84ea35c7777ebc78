package app.mainstay.base.ui;

import app.mainstay.shared.Money;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An amount and its currency; empty without an amount. An amount that does not fit is invalid and leaves the value as it was. */
public class MoneyField extends CustomField<Money> {

    private final BigDecimalField amount = new BigDecimalField();
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
        // A shortcut saves while the focus is still in the field.
        amount.setValueChangeMode(ValueChangeMode.EAGER);
        // 323000000 is hard to read back while typing; the words beside it are not.
        addValueChangeListener(change -> setHelperText(change.getValue() == null ? "" : Formats.money(change.getValue(), getLocale())));
        currency.setAriaLabel(Translations.tr("base.currency"));
        var row = new Div(currency, amount);
        row.addClassName("money-field");
        add(row);
    }

    @Override
    protected @Nullable Money generateModelValue() {
        BigDecimal number = amount.getValue();
        setInvalid(false);
        if (number == null) {
            return null;
        }
        try {
            return new Money(number, currency.getValue());
        } catch (ArithmeticException tooLarge) {
            setErrorMessage(Translations.tr("problem.amount"));
            setInvalid(true);
            return getValue();
        }
    }

    @Override
    protected void setPresentationValue(@Nullable Money money) {
        if (money != null && !currency.getListDataView().contains(money.currency())) {
            currency.getListDataView().addItem(money.currency());
        }
        currency.setValue(money == null ? usual : money.currency());
        amount.setValue(money == null ? null : money.amount().stripTrailingZeros().scale() < 0
                ? money.amount().setScale(0) : money.amount().stripTrailingZeros());
    }
}
