package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.Priority;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> slow = ConcurrentHashMap.newKeySet();
    private final Lines lines = new Lines(2, lane -> slow.contains(lane) ? 1 : 100);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void end() throws InterruptedException {
        end.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void occupy(String lane) {
        int before = begun.size();
        hold(lane, end);
        await().until(() -> begun.size() > before);
    }

    private void hold(String lane, CountDownLatch until) {
        hold(lane, Priority.NORMAL, until);
    }

    private void hold(String lane, Priority priority, CountDownLatch until) {
        var _ =
                threads.submit(() ->
                        lines.on(
                                lane,
                                priority,
                                () -> {
                                    begun.add(lane);
                                    awaitQuietly(until);
                                    return lane;
                                }));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noMoreThanThereAreLinesAreWithTheFarSide() {
        occupy("a");
        CountDownLatch second = new CountDownLatch(1);
        hold("b", second);
        await().until(() -> begun.size() == 2);

        hold("c", end);
        await().during(100, TimeUnit.MILLISECONDS).until(() -> begun.size() == 2);
        second.countDown();

        await().untilAsserted(() -> assertThat(begun).containsExactly("a", "b", "c"));
    }

    @Test
    void aLaneThatHasItsShareLetsOthersGoFirst() {
        slow.add("slow");
        occupy("slow");
        hold("slow", end);
        await().during(100, TimeUnit.MILLISECONDS).until(() -> begun.size() == 1);

        occupy("fast");

        assertThat(begun).containsExactly("slow", "fast");
    }

    @Test
    void aLaneThatIsFastAgainGoesOnWithTheNextThatEnds() {
        slow.add("lane");
        CountDownLatch first = new CountDownLatch(1);
        hold("lane", first);
        await().until(() -> begun.size() == 1);
        hold("lane", end);
        hold("lane", end);
        slow.clear();

        first.countDown();

        await().until(() -> begun.size() == 3);
    }

    @Test
    void aLineComesBackFromWorkThatFails() {
        for (int i = 0; i < 5; i++) {
            try {
                lines.on(
                        "lane",
                        Priority.NORMAL,
                        () -> {
                            throw new IllegalStateException("broken");
                        });
            } catch (IllegalStateException expected) {
                begun.add("failed");
            }
        }

        assertThat(begun).hasSize(5);
        assertThat(lines.on("lane", Priority.LOW, () -> "done")).isEqualTo("done");
    }

    @Test
    void theMostUrgentHasTheNextLine() {
        CountDownLatch first = new CountDownLatch(1);
        hold("a", first);
        occupy("b");
        for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
            hold(priority.word(), priority, end);
        }
        await().during(100, TimeUnit.MILLISECONDS).until(() -> begun.size() == 2);

        first.countDown();

        await().untilAsserted(() -> assertThat(begun).last().isEqualTo("high"));
    }

    @Test
    void anInterruptDoesNotEndTheWaiting() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        hold("a", both);
        hold("b", both);
        await().until(() -> begun.size() == 2);
        Set<Boolean> interrupted = new HashSet<>();
        Thread third =
                Thread.ofVirtual()
                        .start(() ->
                                interrupted.add(
                                        lines.on(
                                                "c",
                                                Priority.HIGH,
                                                Thread.currentThread()::isInterrupted)));
        await().until(() -> third.getState() == Thread.State.WAITING);

        third.interrupt();
        await().during(50, TimeUnit.MILLISECONDS).until(third::isAlive);
        both.countDown();
        third.join();

        assertThat(interrupted).containsExactly(true);
    }
}
