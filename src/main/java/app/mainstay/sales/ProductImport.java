package app.mainstay.sales;

import app.mainstay.importing.BaseTarget;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportRow;
import app.mainstay.security.Role;
import app.mainstay.shared.Money;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Products and their list price from files: known by name. What a file does not say stays as it is. */
@Component
class ProductImport extends BaseTarget {

    private static final ImportField<String> NAME = ImportField.text("name").asRequired().called("product", "product name", "item", "产品", "产品名称", "名称");
    private static final ImportField<String> SERIES = ImportField.text("series").called("product series", "family", "line", "系列", "产品系列");
    private static final ImportField<Money> PRICE = ImportField.money("price")
            .called("sales price", "list price", "unit price", "价格", "售价", "标价", "目录价", "单价");
    private static final ImportField<LocalDate> FROM = ImportField.date("from").withDefault().called("valid from", "since", "生效日期", "起始日期");

    private final Products products;

    ProductImport(Products products) {
        super("products", Set.of(Role.MANAGER, Role.DIRECTOR), "products", List.of(NAME, SERIES, PRICE, FROM));
        this.products = products;
    }

    @Override
    public Set<Change> takenBack() {
        return Set.of(Change.NEW);
    }

    @Override
    public Run open() {
        return new Run() {
            @Override
            public Optional<Long> find(ImportRow row) {
                return products.find(String.valueOf(row.get(NAME)));
            }

            @Override
            public Applied apply(ImportRow row, @Nullable Long id) {
                boolean changed = false;
                long stored;
                if (id == null) {
                    stored = products.save(new ProductDraft(null, String.valueOf(row.get(NAME, "")), row.get(SERIES), true, 0));
                } else {
                    var old = products.get(id);
                    var draft = new ProductDraft(id, String.valueOf(row.get(NAME, old.name())), row.get(SERIES, old.series()), old.active(), old.version());
                    stored = products.save(draft);
                    changed = products.get(stored).version() != old.version();
                }
                Money price = row.get(PRICE);
                // Where no day is told, the price holds for all that is known.
                if (price != null) {
                    LocalDate from = row.get(FROM);
                    changed |= products.setPrice(stored, new Products.Price(from == null ? LocalDate.of(2000, 1, 1) : from, price));
                }
                return new Applied(stored, id == null ? Change.NEW : changed ? Change.CHANGED : Change.UNCHANGED, false);
            }

            @Override
            public Map<Long, Long> versions(Collection<Long> ids) {
                return products.states(ids);
            }

            @Override
            public void remove(long id) {
                products.remove(id);
            }
        };
    }
}
