package app.mainstay.account;

import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportRow;
import app.mainstay.importing.ImportTarget;
import app.mainstay.security.Role;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.Money;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accounts from files: known by credit code, else by name. What a file does not say stays as it is. */
@Component
class AccountImport implements ImportTarget {

    private static final ImportField<String> NAME = ImportField.text("name").asRequired()
            .called("account", "account name", "company", "company name", "customer", "client", "客户", "客户名称", "公司", "公司名称", "企业名称", "单位名称");
    private static final ImportField<String> SHORT_NAME = ImportField.text("shortName").called("abbreviation", "简称", "客户简称");
    private static final ImportField<String> CREDIT_CODE = ImportField.text("creditCode")
            .called("uscc", "unified social credit code", "统一社会信用代码", "信用代码", "社会信用代码", "税号");
    private static final ImportField<Tier> TIER = ImportField.oneOf("tier", Tier.class).called("level", "grade", "等级", "客户等级", "级别", "客户级别");
    private static final ImportField<String> SECTOR = ImportField.code("sector", CodeList.SECTOR).called("industry", "branch", "行业", "所属行业");
    private static final ImportField<String> REGION = ImportField.code("region", CodeList.REGION)
            .called("office location", "location", "country", "territory", "area", "国家", "地区", "区域", "所在地");
    private static final ImportField<String> PARENT = ImportField.reference("parentId")
            .called("parent", "parent company", "subsidiary of", "group", "母公司", "上级公司", "所属集团", "集团");
    private static final ImportField<Money> REVENUE = ImportField.money("revenue")
            .called("annual revenue", "yearly revenue", "turnover", "sales", "营收", "营业收入", "年收入", "年营收", "年营业额", "营业额");
    private static final ImportField<Integer> EMPLOYEES = ImportField.integer("employees")
            .called("employee count", "headcount", "staff", "员工数", "员工人数", "人数", "人员规模");
    private static final ImportField<Integer> FOUNDED = ImportField.year("founded")
            .called("year established", "established", "year founded", "founding year", "成立年份", "成立年", "成立时间");
    private static final ImportField<String> WEBSITE = ImportField.text("website").called("url", "web", "homepage", "domain", "网址", "网站", "官网");
    private static final ImportField<String> ADDRESS = ImportField.text("address").called("street", "headquarters", "地址", "注册地址", "办公地址");
    private static final ImportField<List<String>> TAGS = ImportField.tags("tags").called("tag", "labels", "keywords", "标签");
    private static final ImportField<Long> REPRESENTATIVE = ImportField.user("primaryRepId").asRequired().withDefault()
            .called("representative", "primary representative", "sales rep", "owner", "account manager", "sales agent",
                    "主代表", "A角", "销售代表", "负责人", "客户经理", "业务员");

    private final AccountService accounts;
    private final AccountScope scope;
    private final AccountQueries queries;

    AccountImport(AccountService accounts, AccountScope scope, AccountQueries queries) {
        this.accounts = accounts;
        this.scope = scope;
        this.queries = queries;
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
        return List.of(NAME, SHORT_NAME, CREDIT_CODE, TIER, SECTOR, REGION, PARENT, REVENUE, EMPLOYEES, FOUNDED, WEBSITE, ADDRESS, TAGS,
                REPRESENTATIVE);
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
        return new Run() {
            @Override
            public Optional<Long> find(ImportRow row) {
                return accounts.findByKey(row.get(NAME), row.get(CREDIT_CODE));
            }

            @Override
            public Applied apply(ImportRow row, @Nullable Long id) {
                Long parent = row.has(PARENT) ? parent(row).orElse(null) : null;
                boolean again = row.has(PARENT) && parent == null;
                if (id == null) {
                    return new Applied(accounts.save(created(row, parent)), Change.NEW, again);
                }
                return new Applied(id, store(id, row, parent), again);
            }

            @Override
            public Change resolve(ImportRow row, long id) {
                return store(id, row, parent(row).orElseThrow(
                        () -> new RefusedException(Problem.of("parentId", "import.accounts.problem.parent", String.valueOf(row.get(PARENT))))));
            }
        };
    }

    private Optional<Long> parent(ImportRow row) {
        return accounts.findByKey(row.get(PARENT), row.get(PARENT));
    }

    private static AccountDraft created(ImportRow row, @Nullable Long parent) {
        return new AccountDraft(null, String.valueOf(row.get(NAME, "")), row.get(SHORT_NAME), row.get(CREDIT_CODE), row.get(TIER),
                row.get(SECTOR), row.get(REGION), parent, row.get(REVENUE), row.get(EMPLOYEES), row.get(FOUNDED), row.get(WEBSITE),
                row.get(ADDRESS), tags(row.get(TAGS)), row.get(REPRESENTATIVE), 0);
    }

    private Change store(long id, ImportRow row, @Nullable Long parent) {
        if (!scope.sees(id)) {
            throw new RefusedException(Problem.of(null, "problem.notFound"));
        }
        AccountDraft old = accounts.get(id).draft();
        var draft = new AccountDraft(id, String.valueOf(row.get(NAME, old.name())), row.get(SHORT_NAME, old.shortName()),
                row.get(CREDIT_CODE, old.creditCode()), row.get(TIER, old.tier()), row.get(SECTOR, old.sector()),
                row.get(REGION, old.region()), parent == null ? old.parentId() : parent, row.get(REVENUE, old.revenue()),
                row.get(EMPLOYEES, old.employees()), row.get(FOUNDED, old.founded()), row.get(WEBSITE, old.website()),
                row.get(ADDRESS, old.address()), tags(row.get(TAGS, old.tags())), row.get(REPRESENTATIVE, old.primaryRepId()), old.version());
        accounts.save(draft);
        return queries.version(id) == old.version() ? Change.UNCHANGED : Change.CHANGED;
    }

    private static List<String> tags(@Nullable List<String> tags) {
        return tags == null ? List.of() : tags;
    }
}
