package io.vestnik.delivery.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.delivery.limit.Limits.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitsTest {
    private static final List<Rate> CHAT = List.of(Rate.perSecond(1));

    private long now = Long.MAX_VALUE - 1_000;
    private final Limits limits = new Limits(List.of(Rate.perSecond(3)), Duration.ZERO, () -> now);

    private boolean call(String recipient) {
        Optional<Turn> turn = limits.take(recipient, CHAT);
        turn.ifPresent(Turn::close);
        return turn.isPresent();
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void oneRecipientIsHeldToItsOwnRate() {
        assertThat(call("ann")).isTrue();
        assertThat(call("ann")).isFalse();
        assertThat(call("bob")).isTrue();
        assertThat(limits.waitFor("ann", CHAT)).isEqualTo(Duration.ofSeconds(1));
        pass(999);
        assertThat(call("ann")).isFalse();
        pass(1);
        assertThat(call("ann")).isTrue();
    }

    @Test
    void allTogetherAreHeldToTheirs() {
        assertThat(List.of(call("a"), call("b"), call("c"), call("d")))
                .containsExactly(true, true, true, false);
        pass(1_000);
        assertThat(call("d")).isTrue();
    }

    @Test
    void aTurnCountsFromItsEndBecauseNobodyKnowsWhenTheFarSideCountedIt() {
        Turn slow = limits.take("ann", CHAT).orElseThrow();
        pass(5_000);
        assertThat(call("ann")).isFalse();
        slow.close();
        pass(999);
        assertThat(call("ann")).isFalse();
        pass(1);
        assertThat(call("ann")).isTrue();
    }

    @Test
    void whatTheFarSideClosedStaysClosedForTheLongerTime() {
        limits.close("ann", CHAT, Duration.ofHours(3));
        limits.close("ann", CHAT, Duration.ofSeconds(5));

        assertThat(limits.waitFor("ann", CHAT)).isEqualTo(Duration.ofHours(3));
        assertThat(call("ann")).isFalse();
        assertThat(call("bob")).isTrue();
        limits.closeAll(Duration.ofMinutes(1));
        assertThat(call("eve")).isFalse();
        pass(60_000);
        assertThat(call("eve")).isTrue();
        assertThat(call("ann")).isFalse();
        pass(3 * 3_600_000);
        assertThat(call("ann")).isTrue();
    }

    @Test
    @Timeout(20)
    void whoCannotHaveATurnInTimeIsToldAtOnceAndNotWhenTheTimeIsOver() {
        // The clock stands still, so that whoever waits for it waits for ever.
        Limits patient = new Limits(List.of(Rate.perSecond(100)), Duration.ofSeconds(3), () -> now);
        patient.close("ann", CHAT, Duration.ofSeconds(4));

        assertThat(patient.take("ann", CHAT)).isEmpty();
    }

    @Test
    void whoWaitsIsCountedBeforeWhoAsks() throws Exception {
        Limits patient =
                new Limits(List.of(Rate.perSecond(100)), Duration.ofSeconds(30), System::nanoTime);
        Turn running = patient.take("ann", CHAT).orElseThrow();
        Thread second = Thread.ofVirtual().start(() -> patient.take("ann", CHAT));
        org.awaitility.Awaitility.await()
                .until(() -> patient.waitFor("ann", CHAT).compareTo(Duration.ofSeconds(2)) >= 0);
        running.close();
        second.join();

        assertThat(patient.isLong(Duration.ofSeconds(31))).isTrue();
    }

    @Test
    void manyThreadsNeverExceedTheRate() throws Exception {
        Rate rate = new Rate(5, Duration.ofMillis(50));
        Limits shared = new Limits(List.of(rate), Duration.ofSeconds(30), System::nanoTime);
        var counted = new ConcurrentLinkedQueue<Long>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String recipient = "r" + i;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try (Turn _ = shared.take(recipient, CHAT).orElseThrow()) {
                                    counted.add(System.nanoTime());
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        List<Long> times = counted.stream().sorted().toList();
        assertThat(times).hasSize(60);
        for (int i = 5; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 5)).isGreaterThanOrEqualTo(50_000_000);
        }
    }

    @Test
    void recipientsOfLongAgoAreForgotten() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(call("recipient " + i)).isTrue();
            pass(1_000);
        }
        assertThat(limits.remembered()).isLessThanOrEqualTo(1_000);
    }
}
