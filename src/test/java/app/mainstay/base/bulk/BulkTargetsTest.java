package app.mainstay.base.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkTargetsTest {

    /** The last row of a portion is where the work goes on: in another order, rows before it would be done again and the batch would fail. */
    @Test
    void rowsComeInTheOrderOfTheirIdsWhateverTheFeatureAnswers() {
        var target = (BulkTarget) Proxy.newProxyInstance(BulkTarget.class.getClassLoader(), new Class<?>[]{BulkTarget.class},
                (proxy, method, arguments) -> List.of(new BulkTarget.Ref(3, 0), new BulkTarget.Ref(1, 0), new BulkTarget.Ref(2, 0)));

        var next = BulkTargets.next(target, BulkSelection.of(List.of(1L, 2L, 3L)), Long.MIN_VALUE, 10);

        assertThat(next.rows()).extracting(BulkTarget.Ref::id).containsExactly(1L, 2L, 3L);
    }
}
