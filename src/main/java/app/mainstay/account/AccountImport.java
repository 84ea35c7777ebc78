package app.mainstay.account;

import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportRow;
import app.mainstay.importing.ImportTarget;
import app.mainstay.security.Role;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Money;
import app.mainstay.shared.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts from files: known by credit code, else by name. What a file does not say stays as it is. */
@Component
class AccountImport implements ImportTarget {

    static final ImportField<String> NAME = ImportField.text("name").asRequired()
            .called("account", "account name", "company", "company name", "customer", "client", "客户", "客户名称", "公司", "公司名称", "企业名称", "单位名称");
    static final ImportField<String> SHORT_NAME = ImportField.text("shortName").called("abbreviation", "简称", "客户简称");
    static final ImportField<String> CREDIT_CODE = ImportField.text("creditCode")
            .called("uscc", "unified social credit code", "统一社会信用代码", "信用代码", "社会信用代码", "税号").looking(CreditCode::isValid);
    static final ImportField<Tier> TIER = ImportField.oneOf("tier", Tier.class).called("level", "grade", "等级", "客户等级", "级别", "客户级别");
    static final ImportField<String> SECTOR = ImportField.code("sector", CodeList.SECTOR).called("industry", "branch", "行业", "所属行业");
    static final ImportField<String> REGION = ImportField.code("region", CodeList.REGION)
            .called("office location", "location", "country", "territory", "area", "国家", "地区", "区域", "所在地");
    static final ImportField<String> PARENT = ImportField.reference("parentId")
            .called("parent", "parent company", "subsidiary of", "group", "母公司", "上级公司", "所属集团", "集团");
    static final ImportField<Money> REVENUE = ImportField.money("revenue")
            .called("annual revenue", "yearly revenue", "turnover", "sales", "营收", "营业收入", "年收入", "年营收", "年营业额", "营业额");
    static final ImportField<Integer> EMPLOYEES = ImportField.integer("employees")
            .called("employee count", "headcount", "staff", "员工数", "员工人数", "人数", "人员规模");
    static final ImportField<Integer> FOUNDED = ImportField.year("founded")
            .called("year established", "established", "year founded", "founding year", "成立年份", "成立年", "成立时间");
    static final ImportField<String> WEBSITE = ImportField.text("website").called("url", "web", "homepage", "domain", "网址", "网站", "官网");
    static final ImportField<String> ADDRESS = ImportField.text("address").called("street", "headquarters", "地址", "注册地址", "办公地址");
    static final ImportField<List<String>> TAGS = ImportField.tags("tags").called("tag", "labels", "keywords", "标签");
    static final ImportField<Long> REPRESENTATIVE = ImportField.user("primaryRepId").asRequired().withDefault()
            .called("representative", "primary representative", "sales rep", "owner", "account manager", "sales agent",
                    "主代表", "A角", "销售代表", "负责人", "客户经理", "业务员");

    static final List<ImportField<?>> ALL = List.of(NAME, SHORT_NAME, CREDIT_CODE, TIER, SECTOR, REGION, PARENT, REVENUE, EMPLOYEES, FOUNDED, WEBSITE,
            ADDRESS, TAGS, REPRESENTATIVE);

    private final AccountSets.Services services;

    AccountImport(AccountService accounts, AccountScope scope, AccountQueries queries, AccountRepository repository, ImportedAccounts writer, CodeLists codes,
                  Validation validation, TransactionTemplate transaction, ObjectProvider<AssignmentRule> rules) {
        services = new AccountSets.Services(accounts, scope, queries, repository, writer, codes, validation, transaction, rules);
    }

    @Override
    public String id() {
        return "accounts";
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.MANAGER, Role.DIRECTOR);
    }

    @Override
    public List<ImportField<?>> fields() {
        return ALL;
    }

    @Override
    public String labelKey(ImportField<?> field) {
        return "account." + field.id();
    }

    @Override
    public String address() {
        return "accounts";
    }

    @Override
    public Run open() {
        throw new UnsupportedOperationException("accounts are stored in sets");
    }

    @Override
    public Sets openSets(ImportMapping mapping) {
        return new AccountSets(services, mapping);
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
