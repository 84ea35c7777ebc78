package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.unit.DataSize;

/** What the server takes as an address; longer ones never reach a screen that could say something. */
@ApplicationTest
class LongAddressTest {

    @Value("${server.max-http-request-header-size:8KB}")
    private DataSize longest;

    @Test
    void tenKilobytesOfChineseTextInAnAddressReachTheScreen() {
        assertThat(longest.toBytes()).isGreaterThan(10 * 1024 * 3 + 8 * 1024);
    }
}
