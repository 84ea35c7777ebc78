package app.mainstay.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void growsWithTimeAlsoInItsText() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ids.add(Ids.next());
        }
        assertThat(ids).allMatch(id -> id > 0).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
        assertThat(ids.stream().map(Ids::text)).isSortedAccordingTo(Comparator.naturalOrder());
    }

    @Test
    void readsBackWhatItShows() {
        var random = new Random(20261124);
        for (int i = 0; i < 10_000; i++) {
            long id = random.nextLong() >>> 1;
            assertThat(Ids.text(id)).hasSize(13);
            assertThat(Ids.parse(Ids.text(id))).contains(id);
            assertThat(Ids.parse(Ids.text(id).toLowerCase())).contains(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "123456789012", "12345678901234", "0123456789AB-", "0123456789A B", "'; drop table", "客户客户客户客户客户客户客", "ZZZZZZZZZZZZZ"})
    void readsNothingElse(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }
}
