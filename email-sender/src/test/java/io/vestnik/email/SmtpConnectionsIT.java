package io.vestnik.email;

import static io.vestnik.testkit.smtp.SmtpBehaviour.answerThen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpOffer;
import io.vestnik.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpConnectionsIT {
    private final SmtpTestBed.Settings settings = new SmtpTestBed.Settings();
    private SmtpTestBed bed = SmtpTestBed.plain();

    @AfterEach
    void close() {
        bed.close();
    }

    private void restart() {
        bed.close();
        bed = SmtpTestBed.of(SmtpOffer.plain(), settings);
    }

    @Test
    void noConnectionIsMadeBeforeItIsNeeded() {
        assertThat(bed.relay.connections()).isZero();
    }

    @Test
    void oneConnectionServesManyMessages() {
        sendAll(20);

        assertThat(bed.relay.keptMails()).hasSize(20);
        assertThat(bed.relay.connections()).isEqualTo(1);
        assertThat(bed.relay.lines()).noneMatch(line -> line.matches("NOOP|RSET|QUIT"));
    }

    @Test
    void aConnectionIsReplacedAfterItsShareOfMessages() {
        settings.messagesPerConnection = 5;
        restart();

        sendAll(20);

        assertThat(bed.relay.connections()).isEqualTo(4);
        await().untilAsserted(
                        () -> assertThat(bed.relay.lines()).filteredOn("QUIT"::equals).hasSize(4));
    }

    @Test
    void thereAreNeverMoreConnectionsThanConfigured() throws Exception {
        settings.connections = 3;
        restart();
        CountDownLatch threeAreInTheMiddle = new CountDownLatch(3);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> attempts =
                    IntStream.range(0, 30)
                            .mapToObj(_ ->
                                    threads.submit(() ->
                                            bed.send(() -> {
                                                threeAreInTheMiddle.countDown();
                                                waitFor(threeAreInTheMiddle);
                                            })))
                            .toList();
            for (Future<Outcome> attempt : attempts) {
                assertThat(attempt.get()).isInstanceOf(Accepted.class);
            }
        }
        assertThat(bed.relay.connections()).isEqualTo(3);
        assertThat(bed.relay.keptMails()).hasSize(30);
    }

    @Test
    void aConnectionThatTheRelayClosedWhileItWasIdleIsReplaced() {
        bed.send();
        bed.relay.dropConnections();
        await().until(() -> bed.relay.openConnections() == 0);

        assertThat(bed.send()).isInstanceOf(Accepted.class);

        assertThat(bed.relay.connections()).isEqualTo(2);
        assertThat(bed.handovers).hasValue(2);
    }

    @Test
    void aConnectionThatTheRelayGivesUpWith421IsReplaced() {
        bed.send();
        bed.relay.once(
                SmtpStep.MAIL, answerThen("421 4.4.2 Idle for too long", SmtpBehaviour.close()));

        assertThat(bed.send()).isInstanceOf(Accepted.class);

        assertThat(bed.relay.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionThatFellSilentIsReplaced() {
        bed.send();
        bed.relay.once(SmtpStep.MAIL, SmtpBehaviour.hang());

        assertThat(bed.send()).isInstanceOf(Accepted.class);
    }

    @Test
    void itIsReplacedOnlyOnce() {
        bed.send();
        bed.relay.on(SmtpStep.MAIL, SmtpBehaviour.reset());

        assertThat(bed.send()).isInstanceOf(Deferred.class);

        assertThat(bed.relay.connections()).isEqualTo(2);
    }

    @Test
    void aNewConnectionThatFailsIsNotReplaced() {
        bed.relay.once(SmtpStep.MAIL, SmtpBehaviour.close());

        assertThat(bed.send()).isInstanceOf(Deferred.class);

        assertThat(bed.relay.connections()).isEqualTo(1);
    }

    @Test
    void whatIsNotNeededIsClosedWithGoodBye() {
        settings.idleLimit = Duration.ofMillis(200);
        restart();

        bed.send();

        await().until(() -> bed.relay.openConnections() == 0);
        assertThat(bed.relay.lines()).last().isEqualTo("QUIT");
        assertThat(bed.send()).isInstanceOf(Accepted.class);
        assertThat(bed.relay.connections()).isEqualTo(2);
    }

    @Test
    void nothingStaysOpenAfterTheEnd() {
        bed.send();
        assertThat(bed.relay.openConnections()).isEqualTo(1);

        bed.closeConnections();

        await().until(() -> bed.relay.openConnections() == 0);
        assertThat(bed.relay.lines()).last().isEqualTo("QUIT");
    }

    @Test
    void aMessageUnderWayMayEndAfterTheEnd() {
        assertThat(bed.send(bed::closeConnections)).isInstanceOf(Accepted.class);

        await().until(() -> bed.relay.openConnections() == 0);
    }

    private void sendAll(int messages) {
        for (int i = 0; i < messages; i++) {
            assertThat(bed.send()).isInstanceOf(Accepted.class);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
