package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {
    @Test
    void theLadderIsReadableInTheManagementUi() {
        assertThat(Topology.sendQueue(Channel.EMAIL)).isEqualTo("email.send");
        assertThat(Topology.retryQueue(Channel.EMAIL, Duration.ofSeconds(15)))
                .isEqualTo("email.retry.15s");
        assertThat(Topology.manualQueue(Channel.EMAIL)).isEqualTo("email.manual");
    }

    @Test
    void everyQueueThatDeadLettersDoesSoAtLeastOnce() {
        for (Map<String, Object> arguments :
                java.util.List.of(
                        Topology.sendQueueArguments(Channel.EMAIL),
                        Topology.retryQueueArguments(Duration.ofSeconds(5)))) {
            assertThat(arguments)
                    .containsEntry("x-queue-type", "quorum")
                    .containsEntry("x-dead-letter-strategy", "at-least-once")
                    .containsEntry("x-overflow", "reject-publish")
                    .doesNotContainKey("x-max-length");
        }
    }

    @Test
    void aWaitQueueKeepsTheRoutingKeySoThatAMessageFindsItsChannelAgain() {
        assertThat(Topology.retryQueueArguments(Duration.ofSeconds(5)))
                .doesNotContainKey("x-dead-letter-routing-key")
                .containsEntry("x-dead-letter-exchange", Topology.SEND)
                .containsEntry("x-message-ttl", 5000L);
    }

    @Test
    void noQueueHasALimitThatMeansUnlimitedToOneBrokerAndNothingToAnother() {
        assertThat(Topology.manualQueueArguments()).containsEntry("x-delivery-limit", 1_000_000);
        assertThat(Topology.retryQueueArguments(Duration.ofSeconds(5)))
                .containsEntry("x-delivery-limit", 1_000_000);
    }
}
