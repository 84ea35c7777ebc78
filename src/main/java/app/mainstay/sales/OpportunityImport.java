package app.mainstay.sales;

import app.mainstay.account.AccountService;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportRow;
import app.mainstay.importing.ImportTarget;
import app.mainstay.security.Role;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deals from files, known by the key of the system that wrote the file. An amount becomes one line of quantity 1 of the row's product. Open rows
 * without an account are kept to be completed, unless the file is told to refuse them.
 */
@Component
class OpportunityImport implements ImportTarget {

    private static final ImportField<String> NAME = ImportField.text("name").called("opportunity", "opportunity name", "deal", "deal name", "商机", "商机名称");
    private static final ImportField<String> ACCOUNT = ImportField.reference("accountId")
            .called("account", "account name", "customer", "company", "client", "客户", "客户名称");
    private static final ImportField<Long> OWNER = ImportField.user("ownerId").asRequired().withDefault()
            .called("sales agent", "owner", "sales rep", "representative", "负责人", "销售代表", "业务员");
    private static final ImportField<Money> AMOUNT = ImportField.money("amount").called("close value", "value", "deal value", "金额", "成交金额", "商机金额");
    private static final ImportField<LocalDate> OPENED = ImportField.date("openedOn").called("engage date", "created", "open date", "start date", "开始日期", "创建日期");
    private static final ImportField<LocalDate> CLOSED = ImportField.date("closedOn").called("close date", "closed", "won date", "关闭日期", "成交日期");
    private static final ImportField<LocalDate> EXPECTED = ImportField.date("expectedOn").called("expected close", "预计成交", "预计成交日期");
    private static final ImportField<String> REASON = ImportField.code("lossReason", CodeList.LOSS_REASON).called("loss reason", "lost reason", "输单原因");

    private static final long KEEP = 1;
    private static final long REFUSE = 2;

    private final Opportunities opportunities;
    private final Stages stages;
    private final Products products;
    private final AccountService accounts;
    private final SettingsService settings;
    private final OpportunityStore store;
    private final ImportField<Long> stage;
    private final ImportField<Long> product;
    private final ImportField<Long> lacking;

    OpportunityImport(Opportunities opportunities, Stages stages, Products products, AccountService accounts, SettingsService settings,
                      OpportunityStore store) {
        this.opportunities = opportunities;
        this.stages = stages;
        this.products = products;
        this.accounts = accounts;
        this.settings = settings;
        this.store = store;
        stage = ImportField.choice("stageId", () -> stages.active().stream()
                        .map(row -> new ImportField.Choice(Objects.requireNonNull(row.id()), row.labelEn(), row.labelZh())).toList()).asRequired()
                .called("deal stage", "stage", "sales stage", "阶段", "商机阶段");
        product = ImportField.choice("product", () -> products.names().entrySet().stream()
                .map(entry -> new ImportField.Choice(entry.getKey(), entry.getValue(), entry.getValue())).toList()).called("product", "product name", "item", "产品", "产品名称");
        lacking = ImportField.choice("noAccount", () -> List.of(new ImportField.Choice(KEEP, "Keep them to be completed", "保留,待补全"),
                new ImportField.Choice(REFUSE, "Refuse them", "拒绝"))).called("without account", "无客户时");
    }

    @Override
    public String id() {
        return "opportunities";
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.MANAGER, Role.DIRECTOR);
    }

    @Override
    public List<ImportField<?>> fields() {
        return List.of(NAME, ACCOUNT, OWNER, stage, product, AMOUNT, OPENED, CLOSED, EXPECTED, REASON, lacking);
    }

    @Override
    public Map<ImportField<?>, Object> defaults() {
        return Map.of(lacking, KEEP);
    }

    @Override
    public String address() {
        return "opportunities";
    }

    @Override
    public Run open() {
        var names = products.names();
        var intake = opportunities.intake();
        // A file names few accounts, each many times.
        Map<String, Optional<Long>> known = new HashMap<>();
        Function<String, Optional<Long>> found = name -> known.computeIfAbsent(name, each -> accounts.findByKey(each, each));
        return new Run() {

            /** Only by the file's own key: many deals bear one name. */
            @Override
            public Optional<Long> find(ImportRow row) {
                return Optional.empty();
            }

            @Override
            public Applied apply(ImportRow row, @Nullable Long id) {
                if (id == null) {
                    return new Applied(intake.add(draft(row, null, names, found)), Change.NEW, false);
                }
                var old = opportunities.get(id).draft();
                opportunities.save(draft(row, old, names, found));
                return new Applied(id, store.version(id) == old.version() ? Change.UNCHANGED : Change.CHANGED, false);
            }

            @Override
            public void flush() {
                intake.write();
            }
        };
    }

    private OpportunityDraft draft(ImportRow row, @Nullable OpportunityDraft old, Map<Long, String> names, Function<String, Optional<Long>> found) {
        Long stageId = row.get(stage, old == null ? null : old.stageId());
        StageRow target = stageId == null ? null : stages.find(stageId).orElse(null);
        Long account = account(row, old, found);
        if (account == null && Objects.equals(row.get(lacking), REFUSE)) {
            throw new RefusedException(Problem.of("accountId", "import.opportunities.problem.noAccount"));
        }
        Long what = row.get(product);
        Money amount = row.get(AMOUNT, old == null ? null : old.amount());
        List<LineDraft> lines = what == null || amount == null ? old == null ? List.of() : old.lines()
                : List.of(new LineDraft(what, BigDecimal.ONE, amount.amount(), BigDecimal.ZERO));
        LocalDate closed = row.get(CLOSED, old == null ? null : old.closedOn());
        LocalDate opened = row.get(OPENED, old == null ? closed : old.openedOn());
        String name = row.get(NAME, old == null ? null : old.name());
        if (name == null) {
            String accountName = row.get(ACCOUNT);
            name = (what == null ? "" : names.getOrDefault(what, "")) + (accountName == null ? row.key() == null ? "" : " · " + row.key() : " · " + accountName);
        }
        boolean lost = target != null && (target.outcome() == Outcome.LOST || target.outcome() == Outcome.CANCELLED);
        // A file that says that a deal was lost and not why says "other".
        String reason = lost ? row.get(REASON, old == null || old.lossReason() == null ? "other" : old.lossReason()) : null;
        return new OpportunityDraft(old == null ? null : old.id(), name.replaceFirst("^ · ", ""), account, row.get(OWNER, old == null ? null : old.ownerId()), stageId,
                amount, lines, row.get(EXPECTED, old == null ? null : old.expectedOn()), opened == null ? settings.today() : opened,
                target != null && target.isOpen() ? null : closed, old == null ? "import" : old.source(), old == null ? null : old.nextStep(),
                old == null ? null : old.nextStepOn(), reason, old == null ? null : old.lostToId(), old == null ? null : old.closingNote(),
                old == null ? Set.of() : old.competitors(), old == null ? Set.of() : old.contacts(), old == null ? 0 : old.version());
    }

    private static @Nullable Long account(ImportRow row, @Nullable OpportunityDraft old, Function<String, Optional<Long>> found) {
        String name = row.get(ACCOUNT);
        if (name == null) {
            return old == null ? null : old.accountId();
        }
        return found.apply(name).orElseThrow(() -> new RefusedException(Problem.of("accountId", "import.opportunities.problem.account", name)));
    }
}
