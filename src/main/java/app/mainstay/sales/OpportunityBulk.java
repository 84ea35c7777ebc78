package app.mainstay.sales;

import app.mainstay.base.bulk.BulkField;
import app.mainstay.base.bulk.BulkField.Option;
import app.mainstay.base.bulk.BulkTarget;
import app.mainstay.base.list.ListQuery;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deals in bulk and cell by cell: each one goes through {@link Opportunities} with one field of its draft exchanged, so rules and story are those of the form. */
@Component
class OpportunityBulk implements BulkTarget {

    private static final BulkField OWNER = BulkField.of("owner", "sales.ownerId", BulkField.Kind.PERSON);
    private static final BulkField EXPECTED = BulkField.of("expected", "sales.expectedOn", BulkField.Kind.DAY);
    private static final BulkField NEXT_STEP = BulkField.of("nextStep", "sales.nextStep", BulkField.Kind.TEXT);
    private static final BulkField SOURCE = BulkField.code("source", "sales.source", CodeList.DEAL_SOURCE);

    private static final String STAGE = "stage";

    private final Opportunities opportunities;
    private final Stages stages;
    private final OpportunityQuestions questions;
    private final OpportunityStore store;
    private final OpportunityRepository repository;
    private final OpportunityList list;
    private final DealScope deals;
    private final EntityManager entities;
    private final CurrentUser currentUser;

    OpportunityBulk(Opportunities opportunities, Stages stages, OpportunityQuestions questions, OpportunityStore store, OpportunityRepository repository, OpportunityList list,
                    DealScope deals, EntityManager entities, CurrentUser currentUser) {
        this.opportunities = opportunities;
        this.stages = stages;
        this.questions = questions;
        this.store = store;
        this.repository = repository;
        this.list = list;
        this.deals = deals;
        this.entities = entities;
        this.currentUser = currentUser;
    }

    @Override
    public String id() {
        return "opportunities";
    }

    @Override
    public List<BulkField> fields() {
        return currentUser.require().is(Role.ADMINISTRATOR) ? List.of() : List.of(stage(), OWNER, EXPECTED, NEXT_STEP, SOURCE);
    }

    private BulkField stage() {
        return BulkField.choice(STAGE, "sales.stageId", false, stages.active().stream().map(stage -> Option.named(stage.code(), stage.labelEn(), stage.labelZh())).toList());
    }

    // ---- which rows ----

    @Override
    public long count(String query) {
        return opportunities.count(filter(query), Long.MAX_VALUE);
    }

    @Override
    public List<Long> matching(String query, long afterId, int limit) {
        return store.ids(questions.where(filter(query)), Math.max(0, afterId), limit);
    }

    @Override
    public List<Ref> among(Collection<Long> ids) {
        return store.versions(ids, deals.rows()).entrySet().stream().map(entry -> new Ref(entry.getKey(), entry.getValue().intValue())).toList();
    }

    @Override
    public Map<Long, String> names(Collection<Long> ids) {
        return store.names(ids, deals.rows());
    }

    private OpportunityFilter filter(String query) {
        return list.filter(ListQuery.parse(query));
    }

    // ---- one row ----

    @Override
    public void load(Collection<Long> ids) {
        // Each change is flushed already, and its history is noted at that moment.
        entities.clear();
        repository.findAllById(ids);
    }

    @Override
    public Look look(long id, BulkField field, List<String> value) {
        var deal = find(id);
        var draft = opportunities.kept(id);
        var before = values(draft, field);
        List<Problem> problems = before.equals(value) ? List.of() : !deals.writes(deal) ? List.of(Problem.of(null, "problem.readOnly"))
                : reopens(deal, field) ? List.of(Problem.of(null, "sales.problem.closed"))
                : opportunities.problems(with(draft, field, value));
        return new Look(deal.name(), before, value, problems);
    }

    @Override
    public Applied apply(Ref row, BulkField field, List<String> value) {
        return apply(row, field, value, false);
    }

    @Override
    public Applied restore(Ref row, BulkField field, List<String> before) {
        return apply(row, field, before, true);
    }

    /** As on the board, where closed ones are not moved: its day, reason and competitor would be lost with one click. */
    private static boolean reopens(Opportunity deal, BulkField field) {
        return field.id().equals(STAGE) && deal.outcome() != Outcome.OPEN;
    }

    private Applied apply(Ref row, BulkField field, List<String> value, boolean back) {
        var deal = find(row.id());
        if (deal.version() != row.version()) {
            throw new ConflictException();
        }
        var draft = opportunities.kept(row.id());
        var before = values(draft, field);
        if (!before.equals(value)) {
            if (!back && reopens(deal, field)) {
                throw new RefusedException(Problem.of(null, "sales.problem.closed"));
            }
            opportunities.save(with(draft, field, value));
        }
        return new Applied(before, deal.version());
    }

    @Override
    public Optional<String> changedBy(long id) {
        return store.changedBy(id);
    }

    private Opportunity find(long id) {
        return Optional.ofNullable(entities.find(Opportunity.class, id)).orElseThrow(NotFoundException::new);
    }

    private List<String> values(OpportunityDraft draft, BulkField field) {
        @Nullable Object value = switch (field.id()) {
            case STAGE -> stages.get(Objects.requireNonNull(draft.stageId())).code();
            case "owner" -> draft.ownerId();
            case "expected" -> draft.expectedOn();
            case "nextStep" -> draft.nextStep();
            default -> draft.source();
        };
        return value == null ? List.of() : List.of(value.toString());
    }

    private OpportunityDraft with(OpportunityDraft draft, BulkField field, List<String> value) {
        @Nullable String only = value.isEmpty() ? null : value.getFirst();
        if (field.id().equals(STAGE)) {
            return draft.into(stages.all().stream().filter(stage -> stage.code().equals(only)).findFirst().map(StageRow::id).orElse(null));
        }
        return new OpportunityDraft(draft.id(), draft.name(), draft.accountId(), field.equals(OWNER) ? Long.valueOf(Objects.requireNonNull(only)) : draft.ownerId(),
                draft.stageId(), draft.amount(), draft.lines(), !field.equals(EXPECTED) ? draft.expectedOn() : only == null ? null : LocalDate.parse(only),
                draft.openedOn(), draft.closedOn(), field.equals(SOURCE) ? only : draft.source(), field.equals(NEXT_STEP) ? only : draft.nextStep(),
                draft.nextStepOn(), draft.lossReason(), draft.lostToId(), draft.closingNote(), draft.competitors(), draft.contacts(), draft.version());
    }
}
