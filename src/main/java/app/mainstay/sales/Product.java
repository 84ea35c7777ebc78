package app.mainstay.sales;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.jspecify.annotations.Nullable;

/** Something that is sold. */
@Entity
@Table(name = "sales_product")
@Audited
class Product extends BaseEntity {

    private String name;

    @Column(name = "name_key")
    private String nameKey;

    @Column(name = "name_sort")
    private String nameSort;

    private @Nullable String series;

    private boolean active;

    @Column(name = "updated_at")
    @NotAudited
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Product() {
    }

    @SuppressWarnings("NullAway.Init")
    Product(ProductDraft draft, Instant now) {
        super(Ids.next());
        write(draft, now);
    }

    void change(ProductDraft draft, Instant now) {
        if (!draft().equals(draft)) {
            write(draft, now);
        }
    }

    private void write(ProductDraft draft, Instant now) {
        name = draft.name();
        nameKey = Names.key(name);
        nameSort = Names.sortKey(name, 300);
        series = draft.series();
        active = draft.active();
        updatedAt = now;
    }

    ProductDraft draft() {
        return new ProductDraft(id(), name, series, active, version());
    }
}
