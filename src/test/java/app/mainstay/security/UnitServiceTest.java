package app.mainstay.security;

import static app.mainstay.security.UserServiceTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DatabaseTest
class UnitServiceTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    UnitService units;
    Fixtures.Company company;

    @BeforeEach
    void signIn() {
        company = fixtures.company();
        Fixtures.signIn(company.administrator());
    }

    @Test
    void aUnitMovesWithAllBelowIt() {
        units.save(draft(company.north(), "North", company.south()));

        assertThat(units.subtree(company.south())).containsExactly(company.south(), company.north(), company.city());
    }

    @Test
    void whatWouldBreakTheTreeIsRefused() {
        refused(() -> units.save(draft(company.north(), "North", company.city())), Problem.of("parentId", "problem.unitBelowItself"));
        refused(() -> units.save(draft(company.north(), "North", company.north())), Problem.of("parentId", "problem.unitBelowItself"));
        refused(() -> units.save(draft(company.root(), "Company", company.city())), Problem.of("parentId", "problem.unitBelowItself"));
        refused(() -> units.save(draft(company.north(), "North", null)), Problem.of("parentId", "problem.required"));
        refused(() -> units.save(new UnitDraft(null, "East", 1L, 0)), Problem.of("parentId", "problem.notFound"));
    }

    @Test
    void namesAreOnceAmongSiblings() {
        refused(() -> units.save(new UnitDraft(null, " ", company.root(), 0)), Problem.of("name", "problem.required"));
        refused(() -> units.save(new UnitDraft(null, "x".repeat(121), company.root(), 0)), Problem.of("name", "problem.tooLong", 120));
        refused(() -> units.save(new UnitDraft(null, "ﷺ".repeat(20), company.root(), 0)), Problem.of("name", "problem.tooLong", 120));
        refused(() -> units.save(new UnitDraft(null, "ＮＯＲＴＨ", company.root(), 0)), Problem.of("name", "problem.taken"));
        units.save(new UnitDraft(null, "North", company.south(), 0));
    }

    @Test
    void theSecondOfTwoAdministratorsIsToldOfTheConflict() {
        UnitDraft read = draft(company.city(), "City", company.north());
        units.save(new UnitDraft(read.id(), "Town", read.parentId(), read.version()));

        assertThatThrownBy(() -> units.save(read)).isInstanceOf(ConflictException.class);
    }

    /** Each for itself is right; both together would be a ring that hangs nowhere. */
    @Test
    void twoUnitsHungBelowEachOtherAtTheSameMomentDoNotVanish() throws Exception {
        var start = new CyclicBarrier(2);
        List<Future<Boolean>> attempts = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            attempts.add(threads.submit(move(start, draft(company.north(), "North", company.south()))));
            attempts.add(threads.submit(move(start, draft(company.south(), "South", company.north()))));
        }

        assertThat(attempts).extracting(Future::get).containsExactlyInAnyOrder(true, false);
        assertThat(units.all()).extracting(UnitService.UnitRow::name).containsExactlyInAnyOrder("Company", "North", "City", "South");
    }

    private Callable<Boolean> move(CyclicBarrier start, UnitDraft draft) {
        return () -> {
            start.await();
            try {
                fixtures.as(company.administrator(), () -> units.save(draft));
                return true;
            } catch (RefusedException refused) {
                assertThat(refused.problems()).containsExactly(Problem.of("parentId", "problem.unitBelowItself"));
                return false;
            }
        };
    }

    private UnitDraft draft(long id, String name, @Nullable Long parentId) {
        return new UnitDraft(id, name, parentId, units.find(id).orElseThrow().version());
    }
}
