package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsTest {
    @ParameterizedTest
    @CsvSource({"5s,5", "15s,15", "1m,60", "1m30s,90", "1h,3600", "24h,86400", "2d,172800"})
    void aWaitIsWrittenInItsShortestForm(String text, long seconds) {
        assertThat(Waits.format(Duration.ofSeconds(seconds))).isEqualTo(text);
        assertThat(Waits.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void oneRungHasOneNameHoweverItIsWritten() {
        assertThat(Waits.format(Waits.parse("90s"))).isEqualTo("1m30s");
        assertThat(Waits.format(Waits.parse("1d"))).isEqualTo("24h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0s", "5", "s", "-5s", "5s5s", "1.5s", "500ms", "5 s", "1s1m"})
    void whatIsNoWaitIsRefused(String text) {
        assertThatThrownBy(() -> Waits.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListKeepsItsOrderAndItsRepetitions() {
        assertThat(Waits.parseList("2s, 4s,2s"))
                .containsExactly(
                        Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(2));
        assertThatThrownBy(() -> Waits.parseList("2s,,4s"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
