package app.mainstay.sales;

import app.mainstay.importing.ImportField;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a file may say of a deal, and what a stored one says of the same. */
@Component
class DealFields {

    static final ImportField<String> NAME = ImportField.text("name").called("opportunity", "opportunity name", "deal", "deal name", "商机", "商机名称");
    static final ImportField<String> ACCOUNT = ImportField.reference("accountId")
            .called("account", "account name", "customer", "company", "client", "客户", "客户名称");
    static final ImportField<Long> OWNER = ImportField.user("ownerId").asRequired().withDefault()
            .called("sales agent", "owner", "sales rep", "representative", "负责人", "销售代表", "业务员");
    static final ImportField<Money> AMOUNT = ImportField.money("amount").called("close value", "value", "deal value", "金额", "成交金额", "商机金额");
    static final ImportField<LocalDate> OPENED = ImportField.date("openedOn").called("engage date", "created", "open date", "start date", "开始日期", "创建日期");
    static final ImportField<LocalDate> CLOSED = ImportField.date("closedOn").called("close date", "closed", "won date", "关闭日期", "成交日期");
    static final ImportField<LocalDate> EXPECTED = ImportField.date("expectedOn").called("expected close", "预计成交", "预计成交日期");
    static final ImportField<String> REASON = ImportField.code("lossReason", CodeList.LOSS_REASON).called("loss reason", "lost reason", "输单原因");

    /** Open rows without an account stay to be completed, or do not. */
    static final long KEEP = 1;
    static final long REFUSE = 2;

    final ImportField<Long> stage;
    final ImportField<Long> product;
    final ImportField<Long> lacking;

    DealFields(Stages stages, Products products) {
        stage = ImportField.choice("stageId", () -> stages.active().stream()
                        .map(row -> new ImportField.Choice(Objects.requireNonNull(row.id()), row.labelEn(), row.labelZh())).toList()).asRequired()
                .called("deal stage", "stage", "sales stage", "阶段", "商机阶段");
        product = ImportField.choice("product", () -> products.names().entrySet().stream()
                .map(entry -> new ImportField.Choice(entry.getKey(), entry.getValue(), entry.getValue())).toList()).called("product", "product name", "item", "产品", "产品名称");
        lacking = ImportField.choice("noAccount", () -> List.of(new ImportField.Choice(KEEP, "Keep them to be completed", "保留，待补全"),
                new ImportField.Choice(REFUSE, "Refuse them", "拒绝"))).called("without account", "无客户时");
    }

    List<ImportField<?>> all() {
        return List.of(NAME, ACCOUNT, OWNER, stage, product, AMOUNT, OPENED, CLOSED, EXPECTED, REASON, lacking);
    }

    /** Nothing for a deal of several lines, of a quantity or a discount: a file that changes them cannot bring them back. */
    Map<ImportField<?>, Object> of(OpportunityDetails details) {
        var deal = details.draft();
        if (!deal.lines().isEmpty() && onlyProduct(deal) == null) {
            return Map.of();
        }
        Map<ImportField<?>, @Nullable Object> fields = new HashMap<>();
        fields.put(NAME, deal.name());
        fields.put(ACCOUNT, details.accountName());
        fields.put(OWNER, deal.ownerId());
        fields.put(stage, deal.stageId());
        fields.put(product, onlyProduct(deal));
        fields.put(AMOUNT, deal.amount());
        fields.put(OPENED, deal.openedOn());
        fields.put(CLOSED, deal.closedOn());
        fields.put(EXPECTED, deal.expectedOn());
        fields.put(REASON, deal.lossReason());
        return ImportField.filled(fields);
    }

    /** The product of a deal that is one piece of it, as files have them. */
    static @Nullable Long onlyProduct(OpportunityDraft deal) {
        if (deal.lines().size() != 1) {
            return null;
        }
        var line = deal.lines().getFirst();
        return line.quantity().compareTo(BigDecimal.ONE) == 0 && line.discount().signum() == 0 ? line.productId() : null;
    }
}
