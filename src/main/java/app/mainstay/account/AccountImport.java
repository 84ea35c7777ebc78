package app.mainstay.account;

import app.mainstay.importing.BaseTarget;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportRow;
import app.mainstay.security.Role;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Money;
import app.mainstay.shared.Validation;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts from files: known by credit code, else by name. What a file does not say stays as it is. */
@Component
class AccountImport extends BaseTarget {

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
        super("accounts", Set.of(Role.MANAGER, Role.DIRECTOR), "accounts", ALL);
        services = new AccountSets.Services(accounts, scope, queries, repository, writer, codes, validation, transaction, rules);
    }

    @Override
    public String labelKey(ImportField<?> field) {
        return "account." + field.id();
    }

    @Override
    public Run open() {
        throw new UnsupportedOperationException("accounts are stored in sets");
    }

    @Override
    public Sets openSets(ImportMapping mapping) {
        return new AccountSets(services, mapping);
    }
}
