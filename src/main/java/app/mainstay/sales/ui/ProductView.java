package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.FormPage;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.sales.ProductDraft;
import app.mainstay.sales.Products;
import app.mainstay.sales.Products.Price;
import app.mainstay.security.CurrentUser;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** One product and its prices. */
@Route(SalesNavigation.PRODUCT)
@RouteAlias(SalesNavigation.NEW_PRODUCT)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class ProductView extends FormPage<ProductDraft> implements BeforeEnterObserver {

    private final transient Products products;
    private final transient SettingsService settings;
    private final boolean writes;
    private final TextField name = form.field("name", new TextField(tr("sales.product.name")));
    private final TextField series = form.field("series", new TextField(tr("sales.product.series")));
    private final Checkbox active = form.field("active", new Checkbox(tr("sales.product.active")), value -> value ? "✓" : "");
    private final Div prices = new Div();
    private @Nullable Long id;
    private @Nullable Long createdId;
    private int version;

    public ProductView(Products products, SettingsService settings, CurrentUser currentUser, Drafts drafts) {
        super(drafts, "product", ProductDraft.class);
        this.products = products;
        this.settings = settings;
        writes = currentUser.require().role().seesUnit();
        name.setRequiredIndicatorVisible(true);
        prices.addClassName("prices");
        body.addComponentAtIndex(2, prices);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameter = event.getRouteParameters().get("id");
        if (parameter.isEmpty() && !writes) {
            throw new AccessDeniedException("members keep no products");
        }
        id = parameter.isEmpty() ? null : parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        title(id == null ? tr("sales.product.new") : products.get(id).name());
        var back = new Anchor(SalesNavigation.PRODUCTS, tr("sales.products"));
        back.addClassName("above-link");
        above(back);
        open(writes);
        showPrices();
    }

    private void showPrices() {
        prices.removeAll();
        if (id == null) {
            return;
        }
        var list = new UnorderedList();
        list.addClassName("plain-list");
        var today = settings.today();
        Set<String> marked = new HashSet<>();
        for (var price : products.prices(id)) {
            var amount = new Span(Formats.moneyInFull(price.amount(), getLocale()));
            var from = new Span(tr("sales.price.from", Formats.date(price.from(), getLocale())));
            from.addClassName("secondary");
            var line = new ListItem(amount, from);
            // Of each currency the latest comes first.
            if (!price.from().isAfter(today) && marked.add(price.amount().currency())) {
                var holds = new Span(tr("sales.price.today"));
                holds.addClassNames("status", "sign-on");
                line.add(holds);
            }
            list.add(line);
        }
        prices.add(new H2(tr("sales.prices")), list);
        if (writes) {
            var price = new Form();
            String base = settings.current().baseCurrency();
            var amount = price.field("price", new MoneyField(tr("sales.price"), Stream.concat(Stream.of(base), Stream.of("CNY", "USD", "EUR")).distinct().toList()),
                    money -> Formats.moneyInFull(money, getLocale()));
            var from = price.field("from", new DayField(tr("sales.price.since")), day -> Formats.date(day, getLocale()));
            from.setValue(settings.today());
            var set = new Button(tr("sales.price.set"), click -> {
                if (!price.isReadable()) {
                    return;
                }
                if (amount.getValue() == null || from.getValue() == null) {
                    price.show(List.of(Problem.of(amount.getValue() == null ? "price" : "from", "problem.required")));
                    return;
                }
                try {
                    products.setPrice(Objects.requireNonNull(id), new Price(from.getValue(), amount.getValue()));
                    showPrices();
                } catch (RefusedException refused) {
                    price.show(refused.problems());
                }
            });
            prices.add(price, set);
        }
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected ProductDraft stored() {
        return id == null ? new ProductDraft(null, "", null, true, 0) : products.get(id);
    }

    @Override
    protected void write(ProductDraft draft) {
        version = draft.version();
        name.setValue(draft.name());
        series.setValue(Objects.requireNonNullElse(draft.series(), ""));
        active.setValue(draft.active());
    }

    @Override
    protected ProductDraft content() {
        return new ProductDraft(id, name.getValue(), series.getValue(), active.getValue(), version);
    }

    @Override
    protected void store(ProductDraft draft) {
        long saved = products.save(draft);
        if (id == null) {
            createdId = saved;
        }
    }

    /** Of something new the prices come next. */
    @Override
    protected void goBack() {
        getUI().ifPresent(ui -> ui.navigate(createdId == null ? SalesNavigation.PRODUCTS : SalesNavigation.product(createdId)));
    }
}
