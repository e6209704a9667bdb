package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<Integer>> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstIsWriting = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @AfterEach
    void end() {
        firstMayEnd.countDown();
        threads.shutdownNow();
    }

    @Test
    void whoIsAloneIsWrittenAtOnce() {
        var commit = new GroupCommit<>(10, this::doubled, _ -> false);

        assertThat(commit.write(4)).isEqualTo(8);
        assertThat(commit.write(5)).isEqualTo(10);
        assertThat(written).containsExactly(List.of(4), List.of(5));
    }

    @Test
    void thoseWhoComeMeanwhileAreWrittenTogether() throws Exception {
        var commit = new GroupCommit<>(10, this::slowFirst, _ -> false);
        List<Future<Integer>> answers = oneAndThen(6, commit);

        for (int i = 0; i <= 6; i++) {
            assertThat(answers.get(i).get()).isEqualTo(2 * i);
        }
        assertThat(written).hasSize(2);
        assertThat(written.get(1)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    }

    @Test
    void whoIsAloneNeverWaitsForCompany() {
        var commit = new GroupCommit<>(10, Duration.ofHours(1), this::doubled, _ -> false);

        assertThat(commit.write(4)).isEqualTo(8);
        assertThat(commit.write(5)).isEqualTo(10);
    }

    @Test
    void afterAGroupWithCompanyTheNextOneKeepsThePace() throws Exception {
        Duration pace = Duration.ofMillis(200);
        var commit = new GroupCommit<>(10, pace, this::slowFirst, _ -> false);
        for (Future<Integer> answer : oneAndThen(2, commit)) {
            answer.get();
        }
        long begin = System.nanoTime();

        Future<Integer> third = threads.submit(() -> commit.write(3));
        Future<Integer> fourth = threads.submit(() -> commit.write(4));

        assertThat(third.get() + fourth.get()).isEqualTo(14);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(pace.dividedBy(2));
        assertThat(written).last().asInstanceOf(LIST).containsExactlyInAnyOrder(3, 4);
    }

    @Test
    void noGroupIsLargerThanItMayBe() throws Exception {
        var commit = new GroupCommit<>(4, this::slowFirst, _ -> false);

        for (Future<Integer> answer : oneAndThen(10, commit)) {
            answer.get();
        }

        assertThat(written).allMatch(group -> group.size() <= 4);
        assertThat(written.stream().mapToInt(List::size).sum()).isEqualTo(11);
    }

    @Test
    void aFailureIsEverybodysOfThatGroup() throws Exception {
        var commit = new GroupCommit<>(10, failing(List.of(3)), _ -> false);
        List<Future<Integer>> answers = oneAndThen(3, commit);

        assertThat(answers.get(0).get()).isZero();
        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(answers.get(i)::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(commit.write(8)).isEqualTo(16);
    }

    @Test
    void whoWaitsBehindAFailureHasFailedToo() throws Exception {
        var commit = new GroupCommit<>(10, failing(List.of(0)), _ -> false);

        for (Future<Integer> answer : oneAndThen(3, commit)) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(written).containsExactly(List.of(0));
        assertThat(commit.write(4)).isEqualTo(8);
    }

    @Test
    void whenOneIsToBlameTheOthersGoOn() throws Exception {
        var commit =
                new GroupCommit<>(
                        10, failing(List.of(3)), IllegalArgumentException.class::isInstance);
        List<Future<Integer>> answers = oneAndThen(3, commit);

        assertThat(answers.get(1).get()).isEqualTo(2);
        assertThat(answers.get(2).get()).isEqualTo(4);
        assertThatThrownBy(answers.get(3)::get).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anErrorLeavesNobodyWaiting() throws Exception {
        var commit =
                new GroupCommit<Integer, Integer>(
                        10,
                        group -> {
                            slowFirst(group);
                            throw new StackOverflowError();
                        },
                        _ -> false);

        for (Future<Integer> answer : oneAndThen(3, commit)) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void anInterruptIsKeptUntilTheWriteHasEnded() throws Exception {
        var commit = new GroupCommit<>(10, this::slowFirst, _ -> false);
        Future<Integer> first = threads.submit(() -> commit.write(0));
        firstIsWriting.await();
        var interrupted = new AtomicInteger();
        Thread second =
                Thread.ofPlatform()
                        .start(() -> {
                            commit.write(1);
                            interrupted.set(Thread.interrupted() ? 1 : -1);
                        });
        awaitWaiting(commit, 1);

        second.interrupt();
        firstMayEnd.countDown();
        second.join();

        assertThat(first.get()).isZero();
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void manyThreadsGetEachTheirOwnAnswer() throws Exception {
        var commit = new GroupCommit<>(16, this::doubled, _ -> false);
        List<Callable<Boolean>> askers =
                IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(thread ->
                                () ->
                                        IntStream.range(0, 2_000)
                                                .map(i -> thread * 2_000 + i)
                                                .allMatch(i -> commit.write(i) == 2 * i))
                        .toList();

        for (Future<Boolean> each : threads.invokeAll(askers)) {
            assertThat(each.get()).isTrue();
        }
        assertThat(written.stream().mapToInt(List::size).sum()).isEqualTo(16_000);
    }

    private List<Future<Integer>> oneAndThen(int others, GroupCommit<Integer, Integer> commit)
            throws InterruptedException {
        List<Future<Integer>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> commit.write(0)));
        firstIsWriting.await();
        for (int i = 1; i <= others; i++) {
            int asked = i;
            answers.add(threads.submit(() -> commit.write(asked)));
        }
        awaitWaiting(commit, others);
        firstMayEnd.countDown();
        return answers;
    }

    private static void awaitWaiting(GroupCommit<Integer, Integer> commit, int many)
            throws InterruptedException {
        while (commit.waiting() < many) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private List<Integer> doubled(List<Integer> group) {
        written.add(group);
        return group.stream().map(asked -> 2 * asked).toList();
    }

    private List<Integer> slowFirst(List<Integer> group) {
        if (group.contains(0)) {
            firstIsWriting.countDown();
            try {
                firstMayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return doubled(group);
    }

    private java.util.function.Function<List<Integer>, List<Integer>> failing(List<Integer> bad) {
        return group -> {
            List<Integer> answers = slowFirst(group);
            if (group.stream().anyMatch(bad::contains)) {
                throw new IllegalArgumentException("bad");
            }
            return answers;
        };
    }
}
