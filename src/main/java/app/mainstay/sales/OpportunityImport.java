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
import java.util.Collection;
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
        lacking = ImportField.choice("noAccount", () -> List.of(new ImportField.Choice(KEEP, "Keep them to be completed", "保留，待补全"),
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

            /** As {@link #stored} has just read it, for {@link #apply}. */
            private @Nullable OpportunityDraft read;

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
                var old = read != null && Objects.equals(read.id(), id) ? read : opportunities.get(id).draft();
                read = null;
                opportunities.save(draft(row, old, names, found));
                return new Applied(id, store.version(id) == old.version() ? Change.UNCHANGED : Change.CHANGED, false);
            }

            @Override
            public void flush() {
                intake.write();
            }

            @Override
            public Map<ImportField<?>, Object> stored(long id) {
                var details = opportunities.get(id);
                read = details.draft();
                return fields(details);
            }

            @Override
            public Map<Long, Long> versions(Collection<Long> ids) {
                return opportunities.versions(ids);
            }

            @Override
            public void remove(long id) {
                opportunities.remove(id);
            }
        };
    }

    /** Nothing for a deal of several lines, of a quantity or a discount: a file that changes them cannot bring them back. */
    private Map<ImportField<?>, Object> fields(OpportunityDetails details) {
        var deal = details.draft();
        Map<ImportField<?>, Object> fields = new HashMap<>();
        if (!deal.lines().isEmpty() && only(deal) == null) {
            return fields;
        }
        Map<ImportField<?>, @Nullable Object> all = new HashMap<>();
        all.put(NAME, deal.name());
        all.put(ACCOUNT, details.accountName());
        all.put(OWNER, deal.ownerId());
        all.put(stage, deal.stageId());
        all.put(product, only(deal));
        all.put(AMOUNT, deal.amount());
        all.put(OPENED, deal.openedOn());
        all.put(CLOSED, deal.closedOn());
        all.put(EXPECTED, deal.expectedOn());
        all.put(REASON, deal.lossReason());
        all.forEach((field, value) -> {
            if (value != null) {
                fields.put(field, value);
            }
        });
        return fields;
    }

    /** The product of a deal that is one piece of it, as files have them. */
    private static @Nullable Long only(@Nullable OpportunityDraft deal) {
        if (deal == null || deal.lines().size() != 1) {
            return null;
        }
        var line = deal.lines().getFirst();
        return line.quantity().compareTo(BigDecimal.ONE) == 0 && line.discount().signum() == 0 ? line.productId() : null;
    }

    private OpportunityDraft draft(ImportRow row, @Nullable OpportunityDraft old, Map<Long, String> names, Function<String, Optional<Long>> found) {
        Long stageId = said(row, stage, old, OpportunityDraft::stageId);
        StageRow target = stageId == null ? null : stages.find(stageId).orElse(null);
        Long account = account(row, old, found);
        if (account == null && Objects.equals(row.get(lacking), REFUSE)) {
            throw new RefusedException(Problem.of("accountId", "import.opportunities.problem.noAccount"));
        }
        Long what = said(row, product, old, OpportunityImport::only);
        Money amount = said(row, AMOUNT, old, OpportunityDraft::amount);
        List<LineDraft> lines = what == null || amount == null ? old == null || row.has(product) ? List.of() : old.lines()
                : List.of(new LineDraft(what, BigDecimal.ONE, amount.amount(), BigDecimal.ZERO));
        LocalDate closed = said(row, CLOSED, old, OpportunityDraft::closedOn);
        LocalDate opened = said(row, OPENED, old, OpportunityDraft::openedOn);
        String name = said(row, NAME, old, OpportunityDraft::name);
        if (name == null) {
            String accountName = row.get(ACCOUNT);
            name = (what == null ? "" : names.getOrDefault(what, "")) + (accountName == null ? row.key() == null ? "" : " · " + row.key() : " · " + accountName);
        }
        boolean lost = target != null && (target.outcome() == Outcome.LOST || target.outcome() == Outcome.CANCELLED);
        // A file that says that a deal was lost and not why says "other".
        String told = said(row, REASON, old, OpportunityDraft::lossReason);
        String reason = !lost ? null : told == null ? "other" : told;
        return new OpportunityDraft(old == null ? null : old.id(), name.replaceFirst("^ · ", ""), account, said(row, OWNER, old, OpportunityDraft::ownerId), stageId,
                amount, lines, said(row, EXPECTED, old, OpportunityDraft::expectedOn),
                opened != null ? opened : old == null && closed != null ? closed : settings.today(),
                target != null && target.isOpen() ? null : closed, old == null ? "import" : old.source(), old == null ? null : old.nextStep(),
                old == null ? null : old.nextStepOn(), reason, old == null ? null : old.lostToId(), old == null ? null : old.closingNote(),
                old == null ? Set.of() : old.competitors(), old == null ? Set.of() : old.contacts(), old == null ? 0 : old.version());
    }

    /** What the row says, or else the default of a new deal, or what is stored of another. */
    private static <T> @Nullable T said(ImportRow row, ImportField<T> field, @Nullable OpportunityDraft old, Function<OpportunityDraft, @Nullable T> stored) {
        return old == null ? row.get(field) : row.get(field, stored.apply(old));
    }

    private static @Nullable Long account(ImportRow row, @Nullable OpportunityDraft old, Function<String, Optional<Long>> found) {
        String name = row.get(ACCOUNT);
        if (name == null) {
            return old == null || row.has(ACCOUNT) ? null : old.accountId();
        }
        return found.apply(name).orElseThrow(() -> new RefusedException(Problem.of("accountId", "import.opportunities.problem.account", name)));
    }
}
