package app.mainstay.base.list;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListQueryTest {

    private enum Sorts {NAME, SIZE}

    private enum Colour {RED, BLUE}

    @Test
    void whatAnAddressAsksIsReadAndWrittenAlike() {
        var query = ListQuery.parse("q=%E5%8C%97%E4%BA%AC+co&colour=red,blue&archived&sort=-size,name");

        assertThat(query.string("q")).isEqualTo("北京 co");
        assertThat(query.constants("colour", Colour.class)).containsExactly(Colour.RED, Colour.BLUE);
        assertThat(query.has("archived")).isTrue();
        assertThat(query.orders(Sorts.class)).containsExactly(new Slice.Order<>(Sorts.SIZE, true), new Slice.Order<>(Sorts.NAME, false));
        assertThat(ListQuery.parse(query.text())).isEqualTo(query);
    }

    @Test
    void whatMeansNothingIsLeftOut() {
        var query = ListQuery.parse("colour=green,,red&sort=nonsense,-size,size,-&days=-3&id=notanid&%zz=1&=x&&q=%20");

        assertThat(query.constants("colour", Colour.class)).containsExactly(Colour.RED);
        assertThat(query.orders(Sorts.class)).containsExactly(new Slice.Order<>(Sorts.SIZE, true));
        assertThat(query.number("days", 0, 100)).isNull();
        assertThat(query.number("missing", 0, 100)).isNull();
        assertThat(query.ids("id")).isEmpty();
        assertThat(query.string("q")).isNull();
    }

    @Test
    void tenKilobytesAskForNothing() {
        assertThat(ListQuery.parse("q=" + "a".repeat(10_000))).isEqualTo(ListQuery.ALL);
        assertThat(ListQuery.parse("q=" + "a".repeat(1_500)).string("q")).hasSize(200);
    }

    @Test
    void onlyWhatAListKnowsIsKept() {
        assertThat(ListQuery.parse("q=a&evil=1&sort=name&view=x").only(Set.of("q")).text()).isEqualTo("q=a&sort=name");
    }

    @Test
    void valuesMayHoldCommas() {
        var values = List.of("one, two", "100%", "%2C", "plain");

        var query = ListQuery.ALL.with("tag", ListQuery.join(values));

        assertThat(query.strings("tag")).containsExactlyElementsOf(values);
        assertThat(ListQuery.parse(query.text()).strings("tag")).containsExactlyElementsOf(values);
        assertThat(ListQuery.join(List.of())).isNull();
    }

    @Test
    void idsAreReadInTheirShortForm() {
        long id = Ids.next();

        assertThat(ListQuery.ALL.with("unit", Ids.text(id) + ",x").ids("unit")).containsExactly(id);
    }

    /** Whatever somebody types: it is read without failing, and written it reads the same. */
    @Test
    void anyTextIsReadWithoutFailing() {
        var random = new Random(7);
        int[] signs = "=&%,+-abcäü北 \u0000'\"<>/?#;\\\ud83d\ude00".codePoints().toArray();
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(signs[random.nextInt(signs.length)]);
            }
            var query = ListQuery.parse(text.toString());
            query.parameters().keySet().forEach(name -> {
                query.strings(name);
                query.string(name);
                query.ids(name);
                query.number(name, 0, 10);
            });
            query.orders(Sorts.class);
            assertThat(ListQuery.parse(query.text()).parameters().size()).as(text.toString()).isEqualTo(query.parameters().size());
        }
    }
}
