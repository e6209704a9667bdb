package io.vestnik.delivery;

import static io.vestnik.contract.Priority.HIGH;
import static io.vestnik.contract.Priority.LOW;
import static io.vestnik.contract.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class GateTest {
    private final AtomicLong nanos = new AtomicLong();
    private final BlockingQueue<Priority> entered = new LinkedBlockingQueue<>();
    private final List<CompletableFuture<Boolean>> comers = new ArrayList<>();
    private Gate gate = new Gate(1, nanos::get);

    private boolean enter(Priority priority) {
        return gate.enter(priority, () -> true);
    }

    /** Comes to a gate without a free place, and is at its end of the line when this returns. */
    private void comes(Priority priority) {
        comes(priority, () -> true);
    }

    private void comes(Priority priority, BooleanSupplier wanted) {
        var admitted = new CompletableFuture<Boolean>();
        comers.add(admitted);
        Thread one =
                Thread.ofPlatform()
                        .start(() -> {
                            boolean may = gate.enter(priority, wanted);
                            if (may) {
                                entered.add(priority);
                            }
                            admitted.complete(may);
                        });
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> one.getState() == Thread.State.WAITING);
    }

    private void come(Priority priority, int many) {
        for (int i = 0; i < many; i++) {
            comes(priority);
        }
    }

    /** Gives back the only place so often, and tells who got it each time. */
    private List<Priority> next(int many) throws InterruptedException {
        List<Priority> order = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            gate.leave();
            order.add(entered.poll(10, TimeUnit.SECONDS));
        }
        return order;
    }

    @Test
    void whoWaitsInVainIsTurnedAwayAndTheOthersKeepTheirOrder() throws Exception {
        AtomicBoolean alive = new AtomicBoolean(true);
        enter(HIGH);
        comes(NORMAL, alive::get);
        comes(LOW);
        comes(NORMAL);
        gate.turnAwayUnwanted();
        assertThat(comers).noneMatch(CompletableFuture::isDone);

        alive.set(false);
        gate.turnAwayUnwanted();

        assertThat(comers.getFirst().get()).isFalse();
        assertThat(next(2)).containsExactly(NORMAL, LOW);
    }

    @Test
    void whoComesToAFreePlaceHasItAtOnce() {
        gate = new Gate(3, nanos::get);

        assertThat(enter(LOW)).isTrue();
        assertThat(enter(HIGH)).isTrue();
        assertThat(enter(NORMAL)).isTrue();
    }

    @Test
    void theMoreUrgentGoFirstWheneverTheyCame() throws Exception {
        enter(LOW);
        comes(LOW);
        comes(NORMAL);
        comes(HIGH);
        comes(LOW);
        comes(HIGH);

        assertThat(next(5)).containsExactly(HIGH, HIGH, NORMAL, LOW, LOW);
    }

    @Test
    void oneOfSixteenPlacesGoesToWhoIsAlwaysOvertaken() throws Exception {
        enter(HIGH);
        come(LOW, 2);
        come(HIGH, 32);

        List<Priority> order = next(34);

        assertThat(order.subList(0, 15)).containsOnly(HIGH);
        assertThat(order.get(15)).isEqualTo(LOW);
        assertThat(order.subList(16, 31)).containsOnly(HIGH);
        assertThat(order.get(31)).isEqualTo(LOW);
    }

    @Test
    void ofTwoThatAreOvertakenTheMoreUrgentHasItsTurnFirstAndThenTheOther() throws Exception {
        enter(HIGH);
        comes(LOW);
        comes(NORMAL);
        come(HIGH, 20);

        assertThat(next(17).subList(15, 17)).containsExactly(NORMAL, LOW);
    }

    @Test
    void aPlaceThatNobodyWaitsForIsFreeForTheNext() {
        enter(HIGH);
        gate.leave();

        assertThat(enter(LOW)).isTrue();
    }

    @Test
    void aShutGateTurnsAwayWhoWaitsAndWhoComes() throws Exception {
        enter(HIGH);
        come(LOW, 2);

        gate.shut();

        for (CompletableFuture<Boolean> comer : comers) {
            assertThat(answerTo(comer)).isFalse();
        }
        gate.leave();
        assertThat(enter(HIGH)).isFalse();
    }

    @Test
    void whenItOpensAgainThereAreAsManyPlacesAsBefore() {
        enter(HIGH);
        gate.shut();
        gate.leave();
        gate.open();

        assertThat(enter(LOW)).isTrue();
        comes(LOW);
        assertThat(comers.getFirst()).isNotDone();
        gate.shut();
    }

    @Test
    void itIsEmptyWhenTheLastIsOutside() throws Exception {
        gate = new Gate(2, nanos::get);
        enter(HIGH);
        enter(LOW);
        gate.shut();
        gate.leave();

        assertThat(gate.awaitEmpty(Duration.ofMillis(20))).isFalse();
        gate.leave();
        assertThat(gate.awaitEmpty(Duration.ofMillis(20))).isTrue();
    }

    @Test
    void itKnowsForHowLongAPriorityHasWaited() {
        enter(HIGH);
        comes(LOW);
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        comes(LOW);

        assertThat(gate.longestWait(LOW)).isEqualTo(Duration.ofSeconds(7));
        assertThat(gate.longestWait(HIGH)).isZero();
        gate.shut();
        assertThat(gate.longestWait(LOW)).isZero();
    }

    private static boolean answerTo(CompletableFuture<Boolean> comer)
            throws ExecutionException, InterruptedException {
        return comer.orTimeout(10, TimeUnit.SECONDS).get();
    }

    @Test
    void asManyMoreGetInAsWentOutInATenthOfASecond() {
        gate = new Gate(2, 5, nanos::get);
        for (int i = 0; i < 10; i++) {
            assertThat(enter(Priority.NORMAL)).isTrue();
            gate.leave();
        }

        for (int i = 0; i < 5; i++) {
            assertThat(enter(Priority.NORMAL)).isTrue();
        }
        assertThat(waitsOutside()).isTrue();
    }

    @Test
    void whenNothingGoesOutOnlyThePlacesAreGiven() {
        gate = new Gate(2, 5, nanos::get);
        for (int i = 0; i < 10; i++) {
            assertThat(enter(Priority.NORMAL)).isTrue();
            gate.leave();
        }
        nanos.addAndGet(Duration.ofMillis(200).toNanos());

        assertThat(enter(Priority.NORMAL)).isTrue();
        assertThat(enter(Priority.NORMAL)).isTrue();
        assertThat(waitsOutside()).isTrue();
    }

    /** Whether the next one would have to wait; it is turned away in the end. */
    private boolean waitsOutside() {
        Thread next = Thread.ofVirtual().start(() -> enter(Priority.NORMAL));
        await().until(() -> next.getState() == Thread.State.WAITING || !next.isAlive());
        boolean waits = next.isAlive();
        gate.shut();
        return waits;
    }
}
