package app.mainstay.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTest {

    @Test
    void collectsConditionsWithTheirParameters() {
        assertThat(new Sql().where()).isEmpty();
        var sql = new Sql().and("a = :a", "a", 1).and(new Sql().and("b is null").and("c = :c").with("c", 2));
        assertThat(sql.where()).isEqualTo(" where a = :a and b is null and c = :c");
        assertThat(sql.condition()).isEqualTo("a = :a and b is null and c = :c");
        assertThat(sql.params()).isEqualTo(Map.of("a", 1, "c", 2));
    }

    @Test
    void wildcardsOfLikeAreTakenByTheirWord() {
        assertThat(Sql.like("100%_!")).isEqualTo("100!%!_!!");
        assertThat(Sql.like("a\\'b")).isEqualTo("a\\'b");
    }

    @Test
    void timestampsAreUtc() {
        var instant = Instant.parse("2026-03-08T02:30:00.123456Z");
        assertThat(Sql.utc(instant)).hasToString("2026-03-08T02:30:00.123456");
        assertThat(Sql.instant(Sql.utc(instant))).isEqualTo(instant);
    }
}
