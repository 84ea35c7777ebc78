package app.mainstay.sales;

import app.mainstay.base.Changes;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is sold, and at which list price since when. Everybody but administrators reads it; managers and directors keep it. */
@Service
public class Products {

    public static final String CHANGED = "product";

    /** @param from the day on which the price begins; it holds until the next one of the currency begins */
    public record Price(LocalDate from, Money amount) {
    }

    private final ProductRepository repository;
    private final JdbcClient jdbc;
    private final SettingsService settings;
    private final Validation validation;
    private final Changes changes;
    private final Clock clock;

    Products(ProductRepository repository, JdbcClient jdbc, SettingsService settings, Validation validation, Changes changes, Clock clock) {
        this.repository = repository;
        this.jdbc = jdbc;
        this.settings = settings;
        this.validation = validation;
        this.changes = changes;
        this.clock = clock;
    }

    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<ProductRow> page(ProductFilter filter, Slice<ProductSort> slice) {
        var where = where(filter);
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        var rows = jdbc.sql("select p.* from sales_product p" + where.where() + " order by " + (order.isEmpty() ? "" : order + ", ")
                        + "p.id limit :limit offset :offset").params(where.params()).param("limit", slice.limit()).param("offset", slice.offset())
                .query((row, n) -> new ProductRow(row.getLong("id"), row.getString("name"), row.getString("series"), null, row.getBoolean("active"))).list();
        var prices = prices(rows.stream().map(ProductRow::id).toList(), settings.today());
        return rows.stream().map(row -> new ProductRow(row.id(), row.name(), row.series(), prices.get(row.id()), row.active())).toList();
    }

    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public long count(ProductFilter filter) {
        var where = where(filter);
        return jdbc.sql("select count(*) from sales_product p" + where.where()).params(where.params()).query(Long.class).single();
    }

    private static Sql where(ProductFilter filter) {
        var where = new Sql();
        if (filter.text() != null && !filter.text().isBlank()) {
            String key = Sql.like(Names.key(filter.text()));
            where.and("(p.name_key like :text escape '!' or lower(p.series) like :text escape '!' or p.name_sort like :start escape '!')")
                    .with("text", "%" + key + "%").with("start", key + "%");
        }
        if (filter.active() != null) {
            where.and("p.active = :active", "active", filter.active());
        }
        return where;
    }

    /** @throws NotFoundException when there is none */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public ProductDraft get(long id) {
        return repository.findById(id).orElseThrow(NotFoundException::new).draft();
    }

    /** The product of that name, as people would mean it. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Long> find(String name) {
        return jdbc.sql("select id from sales_product where name_key = ?").param(Names.key(name)).query(Long.class).optional();
    }

    /** All names by id: products are some hundred. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, String> names() {
        return jdbc.sql("select id, name from sales_product order by name_sort, id").query((row, n) -> Map.entry(row.getLong("id"), row.getString("name")))
                .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Every price that a product ever had, newest first. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Price> prices(long productId) {
        return jdbc.sql("select currency, valid_from, amount from sales_price where product_id = ? order by currency, valid_from desc").param(productId)
                .query((row, n) -> new Price(row.getObject("valid_from", LocalDate.class), new Money(row.getBigDecimal("amount"), row.getString("currency")))).list();
    }

    /** The list price on a day; empty where none had begun in that currency. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Money> priceOn(long productId, String currency, LocalDate day) {
        return jdbc.sql("select amount from sales_price where product_id = ? and currency = ? and valid_from <= ? order by valid_from desc limit 1")
                .param(productId).param(currency).param(Date.valueOf(day)).query((row, n) -> new Money(row.getBigDecimal("amount"), currency)).optional();
    }

    private Map<Long, Money> prices(Collection<Long> ids, LocalDate day) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String base = settings.current().baseCurrency();
        Map<Long, Money> found = new HashMap<>();
        jdbc.sql("""
                        select x.product_id, x.currency, x.amount from sales_price x where x.product_id in (:ids) and x.valid_from <= :day and not exists
                        (select 1 from sales_price y where y.product_id = x.product_id and y.currency = x.currency and y.valid_from <= :day
                        and y.valid_from > x.valid_from) order by x.currency""").param("ids", ids).param("day", Date.valueOf(day))
                .query(row -> {
                    var price = new Money(row.getBigDecimal("amount"), row.getString("currency"));
                    found.merge(row.getLong("product_id"), price, (first, next) -> next.currency().equals(base) ? next : first);
                });
        return found;
    }

    /**
     * Stores a new or changed product and returns its id.
     *
     * @throws RefusedException                      with a problem per wrong field
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(ProductDraft draft) {
        var clean = new ProductDraft(draft.id(), Names.clean(draft.name()), Names.blankToNull(draft.series()), draft.active(), draft.version());
        var problems = validation.problems(clean);
        if (clean.name().length() <= 120 && Names.key(clean.name()).length() > 120) {
            problems.add(Problem.of("name", "problem.tooLong", 120));
        }
        if (problems.isEmpty() && find(clean.name()).filter(other -> !other.equals(clean.id())).isPresent()) {
            problems.add(Problem.of("name", "problem.taken"));
        }
        Validation.refuse(problems);
        Product product;
        if (clean.id() == null) {
            product = repository.saveAndFlush(new Product(clean, clock.instant()));
        } else {
            product = repository.findById(clean.id()).orElseThrow(NotFoundException::new);
            product.requireVersion(clean.version());
            product.change(clean, clock.instant());
            repository.flush();
        }
        changes.announce(CHANGED, product.id());
        return product.id();
    }

    /** A number for each product and its prices as they are: another one after whatever change. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    Map<Long, Long> states(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Long, Long> states = new HashMap<>();
        jdbc.sql("select id, version from sales_product where id in (:ids)").param("ids", ids).query(row -> {
            states.put(row.getLong(1), row.getLong(2) << 32);
        });
        jdbc.sql("select product_id, currency, valid_from, amount from sales_price where product_id in (:ids)").param("ids", ids).query(row -> {
            long price = row.getString(2).concat(" " + row.getObject(3, LocalDate.class)).concat(" " + row.getBigDecimal(4).stripTrailingZeros().toPlainString()).hashCode();
            states.computeIfPresent(row.getLong(1), (id, state) -> state & 0xffff_ffff_0000_0000L | (state + price & 0xffff_ffffL));
        });
        return states;
    }

    /**
     * Takes a product away with its prices, which nobody has changed since an import brought it in; in the caller's transaction.
     *
     * @throws RefusedException where a deal has it
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    void remove(long id) {
        if (jdbc.sql("select product_id from sales_line where product_id = ? limit 1").param(id).query(Long.class).optional().isPresent()) {
            throw new RefusedException(Problem.of(null, "import.undo.problem.used"));
        }
        jdbc.sql("delete from sales_price where product_id = ?").param(id).update();
        repository.deleteById(id);
        repository.flush();
        changes.announce(CHANGED, id);
    }

    /**
     * Sets the list price from a day on; one that begins on the same day in the same currency is replaced. False when it stands so already.
     *
     * @throws RefusedException when the amount is negative
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(noRollbackFor = RefusedException.class)
    public boolean setPrice(long productId, Price price) {
        if (price.amount().amount().signum() < 0) {
            throw new RefusedException(Problem.of("price", "problem.negative"));
        }
        if (!repository.existsById(productId)) {
            throw new NotFoundException();
        }
        @Nullable Money standing = priceOn(productId, price.amount().currency(), price.from()).orElse(null);
        if (price.amount().equals(standing)) {
            return false;
        }
        jdbc.sql("delete from sales_price where product_id = ? and currency = ? and valid_from = ?").param(productId).param(price.amount().currency())
                .param(Date.valueOf(price.from())).update();
        jdbc.sql("insert into sales_price (product_id, currency, valid_from, amount) values (?, ?, ?, ?)").param(productId)
                .param(price.amount().currency()).param(Date.valueOf(price.from())).param(price.amount().amount()).update();
        changes.announce(CHANGED, productId);
        return true;
    }
}
