package io.vestnik.api.console.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.MultiValueMap;

class ListFormTest {
    private static ListForm from(String time) {
        return ListForm.of(MultiValueMap.fromSingleValue(Map.of("createdFrom", time)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01T09:00, 2026-12-01T09:00",
        "2026-12-01T09:00:30, 2026-12-01T09:00:30",
        "2026-12-01T09:00:00Z, 2026-12-01T09:00",
        "2026-12-01T09:00:00.123Z, 2026-12-01T09:00",
        "2026-12-01T09:00:00+03:00, 2026-12-01T06:00"
    })
    void aTimeIsShownAsAFieldForItTakesIt(String typed, String shown) {
        assertThat(from(typed).time("createdFrom")).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01T09:00", "+1000000000-12-31T23:59:59Z"})
    void whatIsNoTimeLeavesTheFieldEmpty(String typed) {
        assertThat(from(typed).time("createdFrom")).isEmpty();
    }

    @Test
    void aTimeWithoutAZoneIsOneInUtc() {
        assertThat(from("2026-12-01T09:00").filter().createdFrom())
                .isEqualTo(Instant.parse("2026-12-01T09:00:00Z"));
        assertThat(from("2026-12-01T09:00:00+03:00").filter().createdFrom())
                .isEqualTo(Instant.parse("2026-12-01T06:00:00Z"));
    }
}
