package app.mainstay.demo;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.TeamRole;
import app.mainstay.account.Tier;
import app.mainstay.coverage.Capacity;
import app.mainstay.coverage.HandoverDraft;
import app.mainstay.coverage.HandoverSide;
import app.mainstay.coverage.Handovers;
import app.mainstay.coverage.LeaveDraft;
import app.mainstay.coverage.LeaveKind;
import app.mainstay.coverage.Leaves;
import app.mainstay.coverage.PlannedAssignments;
import app.mainstay.demo.DemoPeople.Person;
import app.mainstay.jobs.JobHost;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Coverage with something to see: somebody carries too much, somebody is away without a stand-in, a handover waits for a signature, changes
 * are planned. Each is done by whoever would do it, so every rule has been asked.
 */
@Component
@Profile("demo")
class DemoCoverage implements DemoPart {

    private static final int MOST = 200;

    private final Capacity capacity;
    private final PlannedAssignments planned;
    private final Leaves leaves;
    private final Handovers handovers;
    private final AccountPeople people;
    private final AccountService accounts;
    private final SettingsService settings;
    private final JobHost host;

    DemoCoverage(Capacity capacity, PlannedAssignments planned, Leaves leaves, Handovers handovers, AccountPeople people, AccountService accounts,
                 SettingsService settings, JobHost host) {
        this.capacity = capacity;
        this.planned = planned;
        this.leaves = leaves;
        this.handovers = handovers;
        this.people = people;
        this.accounts = accounts;
        this.settings = settings;
        this.host = host;
    }

    @Override
    public void make(DemoPeople.Company company) {
        for (var teams : company.units()) {
            var team = teams.getFirst();
            host.as(team.manager().id(), () -> backups(team));
        }
        host.as(company.director().id(), () -> sponsors(company.director()));
        LocalDate today = settings.today();
        var first = company.units().getFirst().getFirst();
        var manager = first.manager();
        var member = first.people().get(1);
        var second = first.people().get(2);
        var third = first.people().get(3);
        var abroad = company.units().getLast().getFirst();
        host.as(manager.id(), () -> {
            capacity.setCapacity(member.id(), 45);
            // In a company for measuring everybody holds hundreds, and what is planned must still fit.
            capacity.setCapacity(third.id(), Math.clamp(points(third) + 12, 40, Capacity.MOST));
            capacity.setCapacity(second.id(), Math.clamp(points(second) - 6, 1, Capacity.MOST));
            leave(third, member, today.minusDays(1), today.plusDays(5), LeaveKind.TRAINING, "新员工产品培训");
            leave(member, second, today.plusDays(20), today.plusDays(27), LeaveKind.VACATION, null);
            plan(member, third, today.plusDays(10));
        });
        host.as(abroad.manager().id(), () -> {
            var newcomer = abroad.people().getLast();
            capacity.setCapacity(newcomer.id(), 30);
            leave(newcomer, null, today.minusDays(2), today.plusDays(3), LeaveKind.SICK, null);
        });
        handover(manager, second, member, today.plusDays(4));
    }

    /** Nearly two of three important accounts have one. */
    private void backups(DemoPeople.Team team) {
        var reps = team.people();
        for (int i = 0; i < reps.size(); i++) {
            var backup = reps.get((i + 1) % reps.size());
            var held = held(reps.get(i)).stream().filter(row -> row.tier() == Tier.STRATEGIC || row.tier() == Tier.CORE).toList();
            for (int j = 0; j < held.size(); j++) {
                if (j % 3 != 2) {
                    people.setMember(held.get(j).id(), backup.id(), TeamRole.BACKUP);
                }
            }
        }
    }

    private void sponsors(Person director) {
        accounts.page(AccountFilter.ALL.withTiers(Set.of(Tier.STRATEGIC)), Slice.first(4, AccountSort.NAME))
                .forEach(row -> people.setMember(row.id(), director.id(), TeamRole.SPONSOR));
    }

    private List<AccountRow> held(Person person) {
        return accounts.page(AccountFilter.ALL.withRepresentatives(Set.of(person.id())), Slice.first(MOST, AccountSort.NAME));
    }

    private int points(Person person) {
        return Objects.requireNonNull(capacity.loads(List.of(person.id())).get(person.id())).points();
    }

    private void leave(Person person, @Nullable Person standIn, LocalDate from, LocalDate until, LeaveKind kind, @Nullable String note) {
        leaves.save(new LeaveDraft(null, person.id(), standIn == null ? null : standIn.id(), from, until, kind, note, 0));
    }

    private void plan(Person from, Person to, LocalDate on) {
        held(from).stream().filter(row -> row.tier() == Tier.STANDARD).limit(2)
                .forEach(row -> planned.plan(new PlannedAssignments.Planning(row.id(), to.id(), on, "片区调整，就近服务", over(to))));
    }

    /** In a company for measuring everybody carries far more than anybody should. */
    private @Nullable String over(Person person) {
        return Objects.requireNonNull(capacity.loads(List.of(person.id())).get(person.id())).overloaded() ? "过渡安排" : null;
    }

    private void handover(Person manager, Person giver, Person taker, LocalDate on) {
        host.as(manager.id(), () -> {
            Set<Long> chosen = held(giver).stream().limit(3).map(AccountRow::id).collect(Collectors.toSet());
            if (chosen.isEmpty()) {
                return;
            }
            long id = handovers.save(new HandoverDraft(null, giver.id(), taker.id(), false, chosen, on, "均衡负荷，三家客户转由林语晨负责", "先行接手，下月再调整其他客户", 0));
            handovers.open(id, handovers.draft(id).version());
            host.as(giver.id(), () -> {
                handovers.words(id, HandoverSide.GIVER, handovers.get(id).edition(), """
                        三家客户的情况：

                        - 采购负责人都已介绍过，**年度框架**在谈
                        - 报价口径见上次纪要，不要再让价
                        - 每月第一周习惯电话沟通""");
                handovers.sign(id, HandoverSide.GIVER, handovers.get(id).edition(), null);
            });
        });
    }
}
