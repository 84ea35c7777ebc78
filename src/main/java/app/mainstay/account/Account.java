package app.mainstay.account;

import app.mainstay.account.duplicate.DuplicateKeys;
import app.mainstay.account.search.SearchText;
import app.mainstay.account.search.TextSearch;
import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A customer. Its unit is always its primary representative's; both change together in {@link AccountMassWriter#assignAll}. */
@Entity
@Table(name = "account")
@Audited
class Account extends BaseEntity {

    /** So much of the key of a name stays beside an id. */
    private static final int KEPT_OF_KEY = 186;

    private String name;

    @Column(name = "name_key")
    private String nameKey;

    @Column(name = "name_sort")
    private String nameSort;

    @Column(name = "name_initials")
    private String nameInitials;

    @Column(name = "search_text")
    @NotAudited
    private String searchText;

    @Column(name = "short_name")
    private @Nullable String shortName;

    @Column(name = "credit_code")
    private @Nullable String creditCode;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private @Nullable Tier tier;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Lifecycle lifecycle = Lifecycle.PROSPECT;

    private @Nullable String sector;

    private @Nullable String region;

    @Column(name = "parent_id")
    private @Nullable Long parentId;

    @Column(name = "revenue_amount", precision = 19, scale = 4)
    private @Nullable BigDecimal revenueAmount;

    @Column(name = "revenue_currency")
    private @Nullable String revenueCurrency;

    private @Nullable Integer employees;

    private @Nullable Integer founded;

    private @Nullable String website;

    private @Nullable String address;

    @ElementCollection
    @CollectionTable(name = "account_tag", joinColumns = @JoinColumn(name = "account_id"))
    @Column(name = "tag")
    @BatchSize(size = 200)
    private Set<String> tags = new LinkedHashSet<>();

    @Column(name = "primary_rep_id")
    private long primaryRepId;

    @Column(name = "unit_id")
    private long unitId;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Column(name = "created_at")
    @NotAudited
    private Instant createdAt;

    @Column(name = "updated_at")
    @NotAudited
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Account() {
    }

    Account(AccountDraft draft, long primaryRepId, long unitId, Instant now) {
        super(Ids.next());
        this.primaryRepId = primaryRepId;
        this.unitId = unitId;
        createdAt = now;
        write(draft, now);
    }

    /** Takes over everything but the representative. Returns the draft's names of what became different. */
    List<String> change(AccountDraft draft, Instant now) {
        var stored = draft();
        List<String> changed = new ArrayList<>();
        compare(changed, "name", stored.name(), draft.name());
        compare(changed, "shortName", stored.shortName(), draft.shortName());
        compare(changed, "creditCode", stored.creditCode(), draft.creditCode());
        compare(changed, "tier", stored.tier(), draft.tier());
        compare(changed, "sector", stored.sector(), draft.sector());
        compare(changed, "region", stored.region(), draft.region());
        compare(changed, "parentId", stored.parentId(), draft.parentId());
        compare(changed, "revenue", stored.revenue(), draft.revenue());
        compare(changed, "employees", stored.employees(), draft.employees());
        compare(changed, "founded", stored.founded(), draft.founded());
        compare(changed, "website", stored.website(), draft.website());
        compare(changed, "address", stored.address(), draft.address());
        compare(changed, "tags", stored.tags(), List.copyOf(new TreeSet<>(draft.tags())));
        if (!changed.isEmpty()) {
            write(draft, now);
        }
        return changed;
    }

    private static void compare(List<String> changed, String name, @Nullable Object stored, @Nullable Object wanted) {
        if (!Objects.equals(stored, wanted)) {
            changed.add(name);
        }
    }

    private void write(AccountDraft draft, Instant now) {
        name = draft.name();
        nameKey = Names.key(name);
        nameSort = Names.sortKey(name, 600);
        nameInitials = Names.initials(name, 100);
        searchText = SearchText.of(name, draft.shortName());
        shortName = draft.shortName();
        creditCode = draft.creditCode();
        tier = draft.tier();
        sector = draft.sector();
        region = draft.region();
        parentId = draft.parentId();
        revenueAmount = draft.revenue() == null ? null : draft.revenue().amount();
        revenueCurrency = draft.revenue() == null ? null : draft.revenue().currency();
        employees = draft.employees();
        founded = draft.founded();
        website = draft.website();
        address = draft.address();
        if (!tags.equals(Set.copyOf(draft.tags()))) {
            tags.retainAll(draft.tags());
            tags.addAll(draft.tags());
        }
        updatedAt = now;
    }

    void rank(@Nullable Tier next, Instant now) {
        tier = next;
        updatedAt = now;
    }

    void enter(Lifecycle next, Instant now) {
        lifecycle = next;
        updatedAt = now;
    }

    void archive(Instant now) {
        archivedAt = now;
        updatedAt = now;
    }

    /** Became part of another account: archived, without credit code, and its name is free again. No name that can be typed has a line break. */
    void end(Instant now) {
        archive(now);
        creditCode = null;
        int end = Math.min(nameKey.length(), KEPT_OF_KEY);
        nameKey = nameKey.substring(0, Character.isHighSurrogate(nameKey.charAt(end - 1)) ? end - 1 : end) + "\n" + Ids.text(id());
    }

    void moveBelow(long accountId, Instant now) {
        parentId = accountId;
        updatedAt = now;
    }

    void restore(Instant now) {
        archivedAt = null;
        updatedAt = now;
    }

    AccountDraft draft() {
        return new AccountDraft(id(), name, shortName, creditCode, tier, sector, region, parentId,
                revenueAmount == null || revenueCurrency == null ? null : new Money(revenueAmount, revenueCurrency), employees, founded,
                website, address, List.copyOf(new TreeSet<>(tags)), primaryRepId, version());
    }

    String name() {
        return name;
    }

    @Nullable Tier tier() {
        return tier;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    TextSearch.Entry searched() {
        return new TextSearch.Entry(id(), searchText, nameSort);
    }

    DuplicateKeys.Named compared() {
        return new DuplicateKeys.Named(id(), name, website, creditCode);
    }

    @Nullable Long parentId() {
        return parentId;
    }

    long primaryRepId() {
        return primaryRepId;
    }

    long unitId() {
        return unitId;
    }

    @Nullable Instant archivedAt() {
        return archivedAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
