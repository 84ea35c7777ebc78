package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Choices;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.sales.LineDraft;
import app.mainstay.sales.ProductFilter;
import app.mainstay.sales.ProductSort;
import app.mainstay.sales.Products;
import app.mainstay.shared.Money;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of a deal: product, quantity, price and discount, with what each comes to. A line without a product is not there yet. */
final class LinesField extends CustomField<List<LineDraft>> implements Form.Parts {

    private record Choice(long id, String name) {
    }

    private final transient Products products;
    private final transient Supplier<String> currency;
    private final transient Supplier<LocalDate> today;
    private final transient Map<Long, String> names;
    private final Div rows = new Div();
    private final Span sum = new Span();
    private final List<Row> all = new ArrayList<>();
    /** What the prices are in until somebody says otherwise; null while there are none. */
    private @Nullable String pricedIn;
    private final Div otherCurrency = new Div();
    private boolean showing;

    LinesField(Products products, Supplier<String> currency, Supplier<LocalDate> today) {
        super(List.of());
        this.products = products;
        this.currency = currency;
        this.today = today;
        names = products.names();
        setLabel(tr("sales.lines"));
        var add = new Button(tr("sales.line.add"), Icons.ADD.create(), click -> {
            var row = new Row();
            all.add(row);
            rows.add(row);
            row.product.focus();
        });
        add.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        rows.addClassName("deal-lines");
        sum.addClassName("deal-sum");
        var foot = new Div(add, sum);
        foot.addClassName("deal-lines-foot");
        otherCurrency.addClassName("deal-currency");
        otherCurrency.getElement().setAttribute("role", "status");
        otherCurrency.setVisible(false);
        add(rows, otherCurrency, foot);
        setWidthFull();
    }

    @Override
    protected List<LineDraft> generateModelValue() {
        return all.stream().filter(row -> !row.product.isEmpty()).map(Row::line).toList();
    }

    @Override
    protected void setPresentationValue(List<LineDraft> lines) {
        all.clear();
        rows.removeAll();
        // What a row says while it is filled is not yet the value: it would replace the one that is being shown, without its last lines.
        showing = true;
        for (var line : lines) {
            var row = new Row();
            row.show(line);
            row.setReadOnly(isReadOnly());
            all.add(row);
            rows.add(row);
        }
        showing = false;
        pricedIn = lines.isEmpty() ? null : currency.get();
        otherCurrency.setVisible(false);
        showSum();
    }

    @Override
    public List<? extends Component> parts() {
        return all.stream().flatMap(row -> Stream.of(row.product, row.quantity, row.price, row.discount)).toList();
    }

    private void changed() {
        if (showing) {
            return;
        }
        updateValue();
        if (generateModelValue().isEmpty()) {
            pricedIn = null;
            otherCurrency.setVisible(false);
        } else if (pricedIn == null) {
            pricedIn = currency.get();
        }
        showSum();
    }

    /** A number does not change with the currency: says so, and offers what the price list has in the new one. */
    void currencyChanged() {
        showSums();
        String now = currency.get();
        otherCurrency.removeAll();
        otherCurrency.setVisible(pricedIn != null && !pricedIn.equals(now));
        if (!otherCurrency.isVisible()) {
            return;
        }
        Map<Row, BigDecimal> listed = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (var row : all) {
            if (!row.product.isEmpty()) {
                products.priceOn(row.product.getValue().id(), now, today.get()).ifPresentOrElse(found -> listed.put(row, found.amount()),
                        () -> others.add(row.product.getValue().name()));
            }
        }
        otherCurrency.add(new Span(tr("sales.lines.currency", pricedIn, now)));
        if (!listed.isEmpty()) {
            var take = new Button(tr("sales.lines.currency.take", now), click -> take(listed, others));
            take.addThemeVariants(ButtonVariant.SMALL);
            otherCurrency.add(take);
        }
        if (!others.isEmpty()) {
            otherCurrency.add(keep(others));
        }
    }

    private void take(Map<Row, BigDecimal> listed, List<String> others) {
        pricedIn = currency.get();
        listed.forEach((row, price) -> row.price.setValue(price.stripTrailingZeros()));
        otherCurrency.removeAll();
        otherCurrency.setVisible(!others.isEmpty());
        if (!others.isEmpty()) {
            otherCurrency.add(keep(others));
        }
    }

    private Span keep(List<String> others) {
        var keep = new Span(tr("sales.lines.currency.kept", currency.get(), String.join(tr("base.listSeparator"), others)));
        keep.addClassName("secondary");
        return keep;
    }

    /** What each line and all together come to, in the currency that is chosen now. */
    void showSums() {
        all.forEach(Row::showAmount);
        showSum();
    }

    private void showSum() {
        var lines = generateModelValue();
        sum.setText(lines.isEmpty() ? "" : tr("sales.lines.sum", Formats.moneyInFull(new Money(lines.stream().map(LineDraft::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add), currency.get()), getLocale())));
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        all.forEach(row -> row.setReadOnly(readOnly));
    }

    private final class Row extends Div {

        private final ComboBox<Choice> product = Choices.only(new ComboBox<>(tr("sales.product")));
        private final NumberInput<BigDecimal> quantity = NumberInput.decimal(tr("sales.line.quantity"));
        private final NumberInput<BigDecimal> price = NumberInput.decimal(tr("sales.line.price"));
        private final NumberInput<BigDecimal> discount = NumberInput.decimal(tr("sales.line.discount"));
        private final Span amount = new Span();
        private final Button remove = new Button(Icons.CLOSE.create(), click -> {
            all.remove(this);
            removeFromParent();
            changed();
        });

        Row() {
            addClassName("deal-line");
            product.setItemLabelGenerator(Choice::name);
            product.setItems(query -> products.page(new ProductFilter(query.getFilter().orElse(""), true), new Slice<>(query.getOffset(), query.getLimit(),
                    Slice.first(1, ProductSort.NAME).orders())).stream().map(row -> new Choice(row.id(), row.name())));
            quantity.setValue(BigDecimal.ONE);
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            remove.setAriaLabel(tr("sales.line.remove"));
            amount.addClassName("deal-line-amount");
            product.addValueChangeListener(change -> {
                if (change.isFromClient() && change.getValue() != null && price.getValue() == null) {
                    products.priceOn(change.getValue().id(), currency.get(), today.get()).ifPresent(found -> price.setValue(found.amount()));
                }
                change();
            });
            quantity.addValueChangeListener(change -> change());
            price.addValueChangeListener(change -> change());
            discount.addValueChangeListener(change -> change());
            add(product, quantity, price, discount, amount, remove);
        }

        private void change() {
            showAmount();
            changed();
        }

        private void showAmount() {
            amount.setText(product.isEmpty() ? "" : Formats.moneyInFull(new Money(line().amount(), currency.get()), getLocale()));
        }

        LineDraft line() {
            return new LineDraft(product.getValue().id(), Objects.requireNonNullElse(quantity.getValue(), BigDecimal.ZERO),
                    Objects.requireNonNullElse(price.getValue(), BigDecimal.ZERO), Objects.requireNonNullElse(discount.getValue(), BigDecimal.ZERO));
        }

        void show(LineDraft line) {
            product.setValue(new Choice(line.productId(), names.getOrDefault(line.productId(), "")));
            quantity.setValue(line.quantity().stripTrailingZeros());
            price.setValue(line.unitPrice().stripTrailingZeros());
            discount.setValue(line.discount().signum() == 0 ? null : line.discount().stripTrailingZeros());
            showAmount();
        }

        void setReadOnly(boolean readOnly) {
            product.setReadOnly(readOnly);
            quantity.setReadOnly(readOnly);
            price.setReadOnly(readOnly);
            discount.setReadOnly(readOnly);
            remove.setVisible(!readOnly);
        }
    }
}
