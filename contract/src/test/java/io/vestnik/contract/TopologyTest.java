package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {
    @Test
    void theLadderIsReadableInTheManagementUi() {
        assertThat(Topology.sendQueue(Channel.EMAIL, Priority.NORMAL)).isEqualTo("email.send");
        assertThat(Topology.retryQueue(Channel.EMAIL, Duration.ofSeconds(15)))
                .isEqualTo("email.retry.15s");
        assertThat(Topology.manualQueue(Channel.EMAIL)).isEqualTo("email.manual");
    }

    @Test
    void eachPriorityHasAWorkQueueAndNormalHasTheOneThatWasThereBefore() {
        assertThat(Priority.IN_ORDER)
                .extracting(priority -> Topology.sendQueue(Channel.EMAIL, priority))
                .containsExactly("email.send.high", "email.send", "email.send.low");
    }

    @Test
    void everyKeyBelongsToOneWorkQueueAndComesBackToIt() {
        for (Priority priority : Priority.IN_ORDER) {
            assertThat(queuesOf(Topology.sendKey(Channel.EMAIL, priority)))
                    .containsExactly(Topology.sendQueue(Channel.EMAIL, priority));
            assertThat(queuesOf(Topology.retryKey(Channel.EMAIL, Duration.ofDays(3), priority)))
                    .containsExactly(Topology.sendQueue(Channel.EMAIL, priority));
        }
    }

    @Test
    void whatHasWaitedSinceBeforeThereWerePrioritiesIsNormal() {
        assertThat(queuesOf("email.retry.15s")).containsExactly("email.send");
    }

    /** As the broker routes: a star is one word. */
    private static List<String> queuesOf(String key) {
        return Priority.IN_ORDER.stream()
                .filter(priority ->
                        Topology.sendBindings(Channel.EMAIL, priority).stream()
                                .map(pattern -> pattern.replace(".", "\\.").replace("*", "[^.]+"))
                                .anyMatch(key::matches))
                .map(priority -> Topology.sendQueue(Channel.EMAIL, priority))
                .toList();
    }

    @Test
    void everyQueueThatDeadLettersDoesSoAtLeastOnce() {
        for (Map<String, Object> arguments :
                List.of(
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
