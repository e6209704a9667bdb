package io.vestnik.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SinkSessionTest {
    private static final UUID ID = UUID.fromString("0198f3f0-0000-7000-8000-000000000001");

    private final Arrivals arrivals = new Arrivals();
    private final Temper temper = new Temper();

    @Test
    void aMailIsTakenAndKnownByItsNotification() throws IOException {
        String replies =
                converse(
                        "EHLO a\nMAIL FROM:<a@example.com>\nRCPT TO:<b@example.com>\nDATA\n"
                                + "Subject: x\nX-Vestnik-ID: "
                                + ID
                                + "\n\ntext\n.\nQUIT\n");

        assertThat(replies.lines().map(line -> line.substring(0, 3)))
                .containsExactly(
                        "220", "250", "250", "250", "250", "250", "250", "250", "354", "250",
                        "221");
        assertThat(arrivals.of(ID)).isNotNull();
        assertThat(arrivals.missing(List.of(ID))).isZero();
        assertThat(arrivals.duplicates()).isZero();
    }

    @Test
    void theMessageIdNamesItToo() throws IOException {
        converse("DATA\nMessage-ID: <" + ID + "@example.com>\n\n.\nQUIT\n");

        assertThat(arrivals.of(ID)).isNotNull();
    }

    @Test
    void theSameTwiceIsADuplicate() throws IOException {
        String mail = "DATA\nX-Vestnik-Id: " + ID + "\n\n.\n";
        converse(mail + mail + "QUIT\n");

        assertThat(arrivals.duplicates()).isEqualTo(1);
        assertThat(arrivals.total()).isEqualTo(2);
    }

    @Test
    void anIdInTheTextIsNone() throws IOException {
        converse("DATA\nSubject: x\n\nX-Vestnik-Id: " + ID + "\n.\nQUIT\n");

        assertThat(arrivals.of(ID)).isNull();
        assertThat(arrivals.nameless()).isEqualTo(1);
    }

    @Test
    void aDoubledDotEndsNoMail() throws IOException {
        converse("DATA\nX-Vestnik-Id: " + ID + "\n\n..\n. \n.\nQUIT\n");

        assertThat(arrivals.total()).isEqualTo(1);
    }

    @Test
    void aMailThatIsCutOffIsNotTaken() {
        assertThatThrownBy(() -> converse("DATA\nX-Vestnik-Id: " + ID + "\n\ntext\n"))
                .isInstanceOf(IOException.class);
        assertThat(arrivals.total()).isZero();
    }

    @Test
    void whatNobodyWasToldIsAStranger() throws IOException {
        converse("DATA\nX-Vestnik-Id: " + ID + "\n\n.\nQUIT\n");

        assertThat(arrivals.strangers(List.of())).isEqualTo(1);
        assertThat(arrivals.strangers(List.of(ID))).isZero();
    }

    @Test
    void aSlowOneLetsEachRoundTripWait() throws IOException {
        temper.delayReplies(20);
        long begin = System.nanoTime();

        converse("MAIL FROM:<a@example.com>\nRCPT TO:<b@example.com>\nDATA\n\n.\nQUIT\n");

        // All that is here at once is one round trip; the greeting goes with it.
        assertThat(System.nanoTime() - begin).isBetween(20_000_000L, 10_000_000_000L);
    }

    @Test
    @Timeout(30)
    void aMuteOneTakesTheMailWhenItSpeaksAgain() throws IOException, InterruptedException {
        temper.fallSilent();
        var session =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                converse("DATA\nX-Vestnik-Id: " + ID + "\n\n.\nQUIT\n");
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        await().until(() -> session.getState() == Thread.State.WAITING);
        assertThat(arrivals.total()).isZero();

        temper.speakAgain();
        session.join();

        assertThat(arrivals.of(ID)).isNotNull();
    }

    private String converse(String client) throws IOException {
        var replies = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(client.replace("\n", "\r\n").getBytes(US_ASCII));
        new SinkSession(in, replies, arrivals, temper).run();
        return replies.toString(US_ASCII);
    }
}
