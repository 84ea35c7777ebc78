package app.mainstay.sales;

import app.mainstay.account.AccountService;
import app.mainstay.importing.BaseTarget;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportRow;
import app.mainstay.security.Role;
import app.mainstay.settings.SettingsService;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deals from files, known by the key of the system that wrote the file. An amount becomes one line of quantity 1 of the row's product. Open rows
 * without an account are kept to be completed, unless the file is told to refuse them.
 */
@Component
class OpportunityImport extends BaseTarget {

    private final Opportunities opportunities;
    private final DealFields fields;
    private final Stages stages;
    private final Products products;
    private final AccountService accounts;
    private final SettingsService settings;
    private final OpportunityStore store;

    OpportunityImport(Opportunities opportunities, DealFields fields, Stages stages, Products products, AccountService accounts, SettingsService settings,
                      OpportunityStore store) {
        super("opportunities", Set.of(Role.MANAGER, Role.DIRECTOR), "opportunities", fields.all());
        this.opportunities = opportunities;
        this.fields = fields;
        this.stages = stages;
        this.products = products;
        this.accounts = accounts;
        this.settings = settings;
        this.store = store;
    }

    @Override
    public Map<ImportField<?>, Object> defaults() {
        return Map.of(fields.lacking, DealFields.KEEP);
    }

    @Override
    public Set<String> keyNames() {
        return Set.of("opportunity id", "deal id", "id", "key", "商机编号", "商机号", "编号");
    }

    @Override
    public Run open() {
        // A file names few accounts, each many times.
        Map<String, Optional<Long>> known = new HashMap<>();
        return new DealRun(opportunities.intake(), new DealFromRow(fields, stages, products.names(),
                name -> known.computeIfAbsent(name, each -> accounts.findByKey(each, each)), settings.today()));
    }

    private final class DealRun implements Run {

        private final OpportunityIntake intake;
        private final DealFromRow rules;
        /** As {@link #stored} has just read it, for {@link #apply}. */
        private @Nullable OpportunityDraft read;

        DealRun(OpportunityIntake intake, DealFromRow rules) {
            this.intake = intake;
            this.rules = rules;
        }

        /** Only by the file's own key: many deals bear one name. */
        @Override
        public Optional<Long> find(ImportRow row) {
            return Optional.empty();
        }

        @Override
        public Applied apply(ImportRow row, @Nullable Long id) {
            if (id == null) {
                return new Applied(intake.add(rules.draft(row, null)), Change.NEW, false);
            }
            var old = read != null && Objects.equals(read.id(), id) ? read : opportunities.get(id).draft();
            read = null;
            opportunities.save(rules.draft(row, old));
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
            return fields.of(details);
        }

        @Override
        public Map<Long, Long> versions(Collection<Long> ids) {
            return opportunities.versions(ids);
        }

        @Override
        public void remove(long id) {
            opportunities.remove(id);
        }
    }
}
