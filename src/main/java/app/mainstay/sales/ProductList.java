package app.mainstay.sales;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** What is sold, as a list. */
@Component
public class ProductList implements ListSource<ProductRow, ProductFilter, ProductSort> {

    private static final int PAGE = 500;

    private final Products products;

    ProductList(Products products) {
        this.products = products;
    }

    @Override
    public String id() {
        return "products";
    }

    @Override
    public String titleKey() {
        return "sales.products";
    }

    @Override
    public List<ListColumn<ProductRow, ProductSort>> columns() {
        return List.of(
                ListColumn.<ProductRow, ProductSort>of("name", "sales.product.name", ProductRow::name).sort(ProductSort.NAME).width(260),
                ListColumn.<ProductRow, ProductSort>of("series", "sales.product.series", ProductRow::series).sort(ProductSort.SERIES).width(200),
                ListColumn.<ProductRow, ProductSort>of("price", "sales.price.list", ProductRow::price).asMoney().width(160));
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("sales.product.filter"), ListFilter.flag("retired", "sales.product.retired"));
    }

    @Override
    public Class<ProductSort> sorts() {
        return ProductSort.class;
    }

    @Override
    public Slice.Order<ProductSort> standardOrder() {
        return new Slice.Order<>(ProductSort.NAME, false);
    }

    @Override
    public ProductFilter filter(ListQuery query) {
        return new ProductFilter(query.string("q"), !query.has("retired"));
    }

    @Override
    public long id(ProductRow row) {
        return row.id();
    }

    @Override
    public List<ProductRow> page(ProductFilter filter, Slice<ProductSort> slice) {
        return products.page(filter, slice);
    }

    @Override
    public int estimate(ProductFilter filter, int bound) {
        return (int) Math.min(bound + 1L, products.count(filter));
    }

    @Override
    public long count(ProductFilter filter) {
        return products.count(filter);
    }

    /** By pages: there are some hundred. */
    @Override
    public void stream(ProductFilter filter, List<Slice.Order<ProductSort>> orders, Consumer<ProductRow> consumer) {
        int offset = 0;
        List<ProductRow> rows;
        do {
            rows = products.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    @Override
    public String changeKind() {
        return Products.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return true;
    }
}
