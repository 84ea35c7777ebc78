package app.mainstay.sales.ui;

import app.mainstay.shared.Ids;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The addresses of this room. */
public final class SalesNavigation {

    public static final String LIST = "opportunities";
    static final String BOARD = "opportunities/board";
    static final String ANALYSIS = "opportunities/analysis";
    static final String CREATE = "opportunities/new";
    static final String OPPORTUNITY = "opportunities/:id([0-9A-Za-z]{13})";
    static final String PRODUCTS = "products";
    static final String PRODUCT = "products/:id([0-9A-Za-z]{13})";
    static final String NEW_PRODUCT = "products/new";
    static final String STAGES = "opportunities/stages";
    static final String STAGE = "opportunities/stages/:id([0-9A-Za-z]{13})";
    static final String NEW_STAGE = "opportunities/stages/new";
    static final String TAB = "sales";
    static final String ACCOUNT = "account";
    private static final String FROM = "dealsFrom";

    private SalesNavigation() {
    }

    public static String opportunity(long id) {
        return LIST + "/" + Ids.text(id);
    }

    /** The list with one account's deals. */
    static String ofAccount(long accountId) {
        return LIST + "?" + ACCOUNT + "=" + Ids.text(accountId);
    }

    static String product(long id) {
        return PRODUCTS + "/" + Ids.text(id);
    }

    static String stage(long id) {
        return STAGES + "/" + Ids.text(id);
    }

    /** Where deals are looked at now, so that a deal leads back there; null for the list, which knows its place itself. */
    static void from(UI ui, @Nullable Location board) {
        ComponentUtil.setData(ui, FROM, board);
    }

    static Optional<Location> cameFrom(UI ui) {
        return Optional.ofNullable((Location) ComponentUtil.getData(ui, FROM));
    }

    static Optional<String> parameter(Location location, String name) {
        return location.getQueryParameters().getSingleParameter(name).filter(value -> !value.isBlank());
    }
}
