package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.contract.Priority;
import io.vestnik.delivery.Lanes.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final int PLACES = 16;
    private static final Outcome ACCEPTED = new Outcome.Accepted(Reply.of("250"));

    private long now;
    private final Lanes lanes =
            new Lanes(PLACES, Duration.ofSeconds(2), lane -> lane.startsWith("chat "), () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void send(String lane, Duration time) {
        lanes.timed(
                lane,
                () -> {
                    pass(time);
                    return ACCEPTED;
                });
    }

    private List<Pass> enterAll(String lane) {
        return new ArrayList<>(
                Stream.generate(() -> lanes.enter(lane))
                        .limit(PLACES)
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Test
    void aFastLaneIsNeverLimited() {
        send("fast", Duration.ofSeconds(2));

        assertThat(enterAll("fast")).hasSize(PLACES);
    }

    @Test
    void aSlowLaneGetsAShareOfThePlaces() {
        send("slow", Duration.ofSeconds(4));
        pass(Duration.ofSeconds(1));
        lanes.enter("fast");

        List<Pass> entered = enterAll("slow");

        assertThat(entered).hasSize(2);
        entered.getFirst().close();
        assertThat(enterAll("slow")).hasSize(1);
    }

    @Test
    void aLaneThatGoesOneByOneGetsAShareEvenWhenItIsAlone() {
        List<Pass> entered = enterAll("chat 1");

        assertThat(entered).hasSize(PLACES / 4);
        assertThat(lanes.mostWithTheFarSide("chat 1")).isEqualTo(1);
        assertThat(enterAll("chat 2")).hasSize(PLACES / 4);
        assertThat(lanes.mostWithTheFarSide("fast")).isEqualTo(Integer.MAX_VALUE);
        entered.getFirst().close();
        assertThat(enterAll("chat 1")).hasSize(1);
    }

    @Test
    void thoseThatWaitForALaneAreCalledTheMostUrgentFirstAndBeforeWhoComesNow() throws Exception {
        List<Pass> entered = enterAll("chat 1");
        List<Priority> called = new CopyOnWriteArrayList<>();
        Thread low = waiting("chat 1", Priority.LOW, called);
        Thread normal = waiting("chat 1", Priority.NORMAL, called);
        Thread high = waiting("chat 1", Priority.HIGH, called);

        for (Thread next : List.of(high, normal, low)) {
            entered.removeFirst().close();
            next.join();
            assertThat(lanes.enter("chat 1")).isEmpty();
        }

        assertThat(called).containsExactly(Priority.HIGH, Priority.NORMAL, Priority.LOW);
        entered.removeFirst().close();
        assertThat(lanes.enter("chat 1")).isPresent();
    }

    private Thread waiting(String lane, Priority priority, List<Priority> called) {
        var seated = new CountDownLatch(1);
        Thread thread =
                Thread.startVirtualThread(() -> {
                    Bench.Seat seat = lanes.seat(lane, priority).orElseThrow();
                    seated.countDown();
                    var _ = lanes.await(seat, () -> true).orElseThrow();
                    called.add(priority);
                });
        try {
            seated.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return thread;
    }

    @Test
    void fewMayWaitForALaneAndUrgentOnesFindASeatAllTheSame() {
        enterAll("chat 1");

        assertThat(seats("chat 1", Priority.LOW)).isEqualTo(8);
        assertThat(seats("chat 1", Priority.HIGH)).isEqualTo(8);
        assertThat(seats("chat 1", Priority.NORMAL)).isZero();
        assertThat(seats("fast", Priority.HIGH)).isZero();
        int others =
                IntStream.range(2, 100)
                        .map(chat -> {
                            enterAll("chat " + chat);
                            return seats("chat " + chat, Priority.NORMAL);
                        })
                        .sum();
        assertThat(others).isEqualTo(8 * PLACES - 16);
    }

    private int seats(String lane, Priority priority) {
        return (int)
                Stream.generate(() -> lanes.seat(lane, priority))
                        .limit(100)
                        .flatMap(Optional::stream)
                        .count();
    }

    @Test
    void whoIsNotWantedAnyMoreLeavesItsSeatWithoutAPlace() {
        enterAll("chat 1");
        Bench.Seat seat = lanes.seat("chat 1", Priority.NORMAL).orElseThrow();

        assertThat(lanes.await(seat, () -> false)).isEmpty();

        assertThat(seats("chat 1", Priority.NORMAL)).isEqualTo(8);
    }

    @Test
    void nobodyWaitsForLongerThanFifteenSeconds() {
        enterAll("chat 1");
        Bench.Seat seat = lanes.seat("chat 1", Priority.NORMAL).orElseThrow();
        var looks = new AtomicInteger();

        assertThat(
                        lanes.await(
                                seat,
                                () -> {
                                    pass(Duration.ofSeconds(5));
                                    return looks.incrementAndGet() > 0;
                                }))
                .isEmpty();

        assertThat(looks).hasValue(3);
    }

    @Test
    void whoWasCalledAndIsNotWantedGivesItsPlaceToTheNext() {
        List<Pass> entered = enterAll("chat 1");
        Bench.Seat gone = lanes.seat("chat 1", Priority.NORMAL).orElseThrow();
        Bench.Seat next = lanes.seat("chat 1", Priority.NORMAL).orElseThrow();
        entered.getFirst().close();

        lanes.await(gone, () -> false).orElseThrow().close();

        assertThat(lanes.await(next, () -> false)).isPresent();
    }

    @Test
    void aPlaceThatBecameFreeBeforeSomebodySatDownIsNotMissed() {
        List<Pass> entered = enterAll("chat 1");
        entered.forEach(Pass::close);

        Bench.Seat seat = lanes.seat("chat 1", Priority.NORMAL).orElseThrow();

        assertThat(lanes.await(seat, () -> false)).isPresent();
    }

    @Test
    void waitingForItsTurnDoesNotMakeALaneSlow() {
        send("chat 1", Duration.ofSeconds(4));

        assertThat(enterAll("chat 1")).hasSize(PLACES / 4);
    }

    @Test
    void aLaneIsSlowAsSoonAsAnAttemptTakesLong() {
        lanes.enter("other");
        enterAll("dead");
        lanes.timed(
                "dead",
                () -> {
                    pass(Duration.ofSeconds(3));
                    assertThat(lanes.enter("dead")).isEmpty();
                    return ACCEPTED;
                });
    }

    @Test
    void aSlowLaneIsFastAgainWhenAnAttemptEndsInTime() {
        send("lane", Duration.ofSeconds(4));
        send("lane", Duration.ofSeconds(1));

        assertThat(enterAll("lane")).hasSize(PLACES);
    }

    @Test
    void aLaneThatIsAloneIsNotLimitedWhenItBecomesSlow() {
        lanes.enter("alone").orElseThrow().close();
        send("alone", Duration.ofSeconds(4));
        pass(Duration.ofSeconds(1));

        assertThat(enterAll("alone")).hasSize(PLACES);
    }

    @Test
    void aRelayThatIsSlowWithEverybodyGetsAllThePlaces() {
        send("one", Duration.ofSeconds(4));
        send("two", Duration.ofSeconds(4));
        pass(Duration.ofSeconds(10));

        assertThat(enterAll("one")).hasSize(PLACES);
        lanes.enter("fast");
        assertThat(enterAll("two")).hasSize(2);
    }
}
