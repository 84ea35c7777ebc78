package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.sales.ProductFilter;
import app.mainstay.sales.ProductList;
import app.mainstay.sales.ProductRow;
import app.mainstay.sales.ProductSort;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** What is sold, with today's list price. */
@Route(SalesNavigation.PRODUCTS)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class ProductsView extends Page implements BeforeEnterObserver {

    private final ListPanel<ProductRow, ProductFilter, ProductSort> list;

    public ProductsView(ProductList source, ListServices services) {
        super(tr("sales.opportunities"));
        addComponentAtIndex(1, new SalesTabs(ProductsView.class, services.currentUser()));
        if (services.currentUser().require().role().seesUnit()) {
            var create = new Button(tr("sales.product.new"), Icons.ADD.create(), click -> getUI().ifPresent(ui -> ui.navigate(SalesNavigation.NEW_PRODUCT)));
            create.addThemeVariants(ButtonVariant.PRIMARY);
            actions(create);
        }
        list = new ListPanel<>(source, services, SalesNavigation.PRODUCTS).link(row -> SalesNavigation.product(row.id()))
                .whenEmpty(() -> new Empty(tr("sales.product.none")));
        body.addClassNames("list", "below-tabs");
        body.add(list);
    }

    @Override
    public String getPageTitle() {
        return tr("sales.products") + " · " + super.getPageTitle();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
    }
}
