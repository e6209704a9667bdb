package io.vestnik.delivery.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    @Test
    void aWaitThatRepeatsHasOneRung() {
        RetrySchedule schedule = RetrySchedule.parse("12h,24h,24h");

        assertThat(schedule.rungs()).containsExactly(Duration.ofHours(12), Duration.ofDays(1));
        assertThat(schedule.attempts()).isEqualTo(4);
    }

    @Test
    void theProductionLadderLastsThreeDays() {
        RetrySchedule schedule = RetrySchedule.parse("10s,1m,5m,15m,1h,3h,8h,12h,24h,24h");

        assertThat(schedule.horizon()).isGreaterThanOrEqualTo(Duration.ofHours(72));
    }

    @Test
    void theShortestWaitServesWhenAllAreLongerThanTheLimit() {
        RetrySchedule schedule = RetrySchedule.parse("1h,10m");

        assertThat(schedule.atMost(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(10));
        assertThat(schedule.atMost(Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aWaitLongerThanTheBrokerCanHoldIsRefused() {
        assertThatThrownBy(() -> RetrySchedule.parse("10s,15d"))
                .hasMessage("The wait 15d is longer than 14 days");
    }

    @Test
    void anEmptyScheduleIsRefused() {
        assertThatThrownBy(() -> RetrySchedule.parse(""))
                .hasMessageContaining("is no wait; write it like 15s");
    }
}
