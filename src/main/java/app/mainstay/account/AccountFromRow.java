package app.mainstay.account;

import static app.mainstay.account.AccountImport.ADDRESS;
import static app.mainstay.account.AccountImport.CREDIT_CODE;
import static app.mainstay.account.AccountImport.EMPLOYEES;
import static app.mainstay.account.AccountImport.FOUNDED;
import static app.mainstay.account.AccountImport.NAME;
import static app.mainstay.account.AccountImport.PARENT;
import static app.mainstay.account.AccountImport.REGION;
import static app.mainstay.account.AccountImport.REPRESENTATIVE;
import static app.mainstay.account.AccountImport.REVENUE;
import static app.mainstay.account.AccountImport.SECTOR;
import static app.mainstay.account.AccountImport.SHORT_NAME;
import static app.mainstay.account.AccountImport.TAGS;
import static app.mainstay.account.AccountImport.TIER;
import static app.mainstay.account.AccountImport.WEBSITE;

import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a row of a file makes of an account: of a new one, of one that is stored, and of one whose change is taken back. */
final class AccountFromRow {

    private AccountFromRow() {
    }

    static AccountDraft created(ImportRow row, @Nullable Long parent) {
        return new AccountDraft(null, String.valueOf(row.get(NAME, "")), row.get(SHORT_NAME), row.get(CREDIT_CODE), row.get(TIER),
                row.get(SECTOR), row.get(REGION), parent, row.get(REVENUE), row.get(EMPLOYEES), row.get(FOUNDED), row.get(WEBSITE),
                row.get(ADDRESS), tags(row.get(TAGS)), row.get(REPRESENTATIVE), 0);
    }

    /** @param parent null: as it is */
    static AccountDraft changed(ImportRow row, AccountDraft old, @Nullable Long parent) {
        return restored(row, old, parent != null, parent);
    }

    static AccountDraft restored(ImportRow row, AccountDraft old, boolean withParent, @Nullable Long parent) {
        return new AccountDraft(old.id(), String.valueOf(row.get(NAME, old.name())), row.get(SHORT_NAME, old.shortName()),
                row.get(CREDIT_CODE, old.creditCode()), row.get(TIER, old.tier()), row.get(SECTOR, old.sector()),
                row.get(REGION, old.region()), withParent ? parent : old.parentId(), row.get(REVENUE, old.revenue()),
                row.get(EMPLOYEES, old.employees()), row.get(FOUNDED, old.founded()), row.get(WEBSITE, old.website()),
                row.get(ADDRESS, old.address()), tags(row.get(TAGS, old.tags())), row.get(REPRESENTATIVE, old.primaryRepId()), old.version());
    }

    /** What a draft holds, by field. */
    static Map<ImportField<?>, @Nullable Object> values(AccountDraft draft, @Nullable String parent) {
        Map<ImportField<?>, @Nullable Object> values = new LinkedHashMap<>();
        values.put(NAME, draft.name());
        values.put(SHORT_NAME, draft.shortName());
        values.put(CREDIT_CODE, draft.creditCode());
        values.put(TIER, draft.tier());
        values.put(SECTOR, draft.sector());
        values.put(REGION, draft.region());
        values.put(PARENT, parent);
        values.put(REVENUE, draft.revenue());
        values.put(EMPLOYEES, draft.employees());
        values.put(FOUNDED, draft.founded());
        values.put(WEBSITE, draft.website());
        values.put(ADDRESS, draft.address());
        values.put(TAGS, draft.tags().isEmpty() ? null : List.copyOf(new TreeSet<>(draft.tags())));
        values.put(REPRESENTATIVE, draft.primaryRepId());
        return values;
    }

    private static List<String> tags(@Nullable List<String> tags) {
        return tags == null ? List.of() : tags;
    }
}
