package io.vestnik.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A line between a client that asks and a server that answers in capitals. */
class FaultProxyTest {
    private static final int SILENCE_MILLIS = 300;
    private TalkativeServer server;
    private FaultProxy line;
    private final List<Client> clients = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        server = new TalkativeServer();
        line = FaultProxy.inFrontOf("127.0.0.1", server.port(), 7);
    }

    @AfterEach
    void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        line.close();
        server.close();
    }

    private Client client() throws IOException {
        Client client = new Client(new Socket("127.0.0.1", line.port()));
        clients.add(client);
        return client;
    }

    private record Client(Socket socket) {
        void say(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** One line, or null at the end. */
        String hear(int millis) throws IOException {
            socket.setSoTimeout(millis);
            StringBuilder line = new StringBuilder();
            int octet = socket.getInputStream().read();
            while (octet >= 0 && octet != '\n') {
                line.append((char) octet);
                octet = socket.getInputStream().read();
            }
            return octet < 0 ? null : line.toString();
        }

        String ask(String question) throws IOException {
            say(question + "\n");
            return hear(5_000);
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private static Duration timeOf(Client client, String question) throws IOException {
        long start = System.nanoTime();
        client.ask(question);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void assertSilent(Client client) {
        assertThatThrownBy(() -> client.hear(SILENCE_MILLIS))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void itPassesEverythingAtFirst() throws IOException {
        String long1 = "a".repeat(300_000);

        assertThat(client().ask("hello")).isEqualTo("HELLO");
        assertThat(client().ask(long1)).hasSize(300_000);
        assertThat(line.connections()).isEqualTo(2);
        assertThat(line.incidents()).isEmpty();
    }

    @Test
    void itPassesTheEndOfAStream() throws IOException {
        Client client = client();
        client.say("bye\n");
        client.socket.shutdownOutput();

        assertThat(client.hear(5_000)).isEqualTo("BYE");
        assertThat(client.hear(5_000)).isNull();
        await().until(() -> line.openConnections() == 0);
    }

    @Test
    void itDelaysBothDirectionsUntilItPassesAgain() throws IOException {
        Client client = client();
        line.delay(Duration.ofMillis(300));
        assertThat(timeOf(client, "slow")).isGreaterThan(Duration.ofMillis(590));

        line.pass();

        assertThat(timeOf(client, "fast")).isLessThan(Duration.ofMillis(590));
    }

    @Test
    void itDripsSoManyBytesInASecond() throws IOException {
        Client client = client();
        line.drip(40);

        assertThat(timeOf(client, "drop")).isGreaterThan(Duration.ofMillis(240));
    }

    @Test
    void aDelayEndsWithTheNextState() throws IOException {
        Client client = client();
        line.delay(Duration.ofHours(1));
        client.say("patience\n");
        assertSilent(client);

        line.pass();

        assertThat(client.hear(5_000)).isEqualTo("PATIENCE");
    }

    @Test
    void aBlackholeTakesConnectionsAndForwardsNothing() throws IOException {
        line.blackhole();
        Client client = client();
        client.say("anybody\n");
        assertSilent(client);
        assertThat(server.heard()).isEmpty();

        line.pass();

        assertThat(client.hear(5_000)).isEqualTo("ANYBODY");
    }

    @Test
    void itRefusesNewConnectionsAndTakesThemAgainOnTheSamePort() throws IOException {
        Client before = client();
        assertThat(before.ask("one")).isEqualTo("ONE");

        line.refuse();

        assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
        assertThat(before.ask("two")).isEqualTo("TWO");
        line.pass();
        assertThat(client().ask("three")).isEqualTo("THREE");
        assertThat(line.incidents()).extracting(Incident::fault).containsExactly("refuse", "pass");
    }

    @Test
    void itCutsAllConnectionsAtOnce() throws IOException {
        Client first = client();
        Client second = client();
        first.ask("one");
        second.ask("two");

        line.cut(Fault.RESET);

        assertThatThrownBy(() -> first.hear(5_000)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> second.hear(5_000)).isInstanceOf(SocketException.class);
        assertThat(line.incidents())
                .extracting(Incident::fault, Incident::cause)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("reset", "cut"))
                .hasSize(2);
        assertThat(line.openConnections()).isZero();
    }

    @Test
    void aConnectionMayBeCutInAnOrderlyWayOrWithoutAWord() throws IOException {
        Client closed = client();
        closed.ask("one");
        line.cut(Fault.CLOSE);
        assertThat(closed.hear(5_000)).isNull();

        Client hanging = client();
        hanging.ask("two");
        line.cut(Fault.HANG);
        hanging.say("three\n");
        assertSilent(hanging);
        assertThat(server.heard()).containsExactly("one", "two");
        assertThat(client().ask("four")).isEqualTo("FOUR");
    }

    @Test
    void aServerThatIsNotThereResetsTheClient() throws IOException {
        server.close();

        assertThatThrownBy(() -> client().ask("hello")).isInstanceOf(SocketException.class);
    }

    @Test
    void theServerGetsWhatIsArmedAndItsAnswerIsLostByAReset() throws IOException {
        line.arm(1, Fault.RESET, "commit");
        Client client = client();
        assertThat(client.ask("begin")).isEqualTo("BEGIN");

        assertThatThrownBy(() -> client.ask("commit")).isInstanceOf(SocketException.class);

        assertThat(server.heard()).containsExactly("begin", "commit");
        assertThat(line.incidents())
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.connection()).isOne();
                    assertThat(incident.fault()).isEqualTo("reset");
                    assertThat(incident.cause()).isEqualTo("the answer to commit is lost");
                });
        assertThat(client().ask("commit")).as("armed once").isEqualTo("COMMIT");
    }

    @Test
    void anAnswerIsLostByAnEndOrBySilence() throws IOException {
        line.arm(1, Fault.CLOSE, "commit");
        assertThat(client().ask("commit")).isNull();

        line.arm(1, Fault.HANG, "commit");
        Client hanging = client();
        hanging.say("commit\n");
        assertSilent(hanging);
        await().until(() -> server.heard().size() == 2);
        hanging.close();
        await().until(() -> line.openConnections() == 0);
    }

    @Test
    void theAnswersBeforeAreNotLost() throws IOException {
        line.arm(1, Fault.CLOSE, "commit");
        Client client = client();
        client.say("one\n");
        assertThat(client.hear(5_000)).isEqualTo("ONE");

        client.say("commit");
        client.say(" work\n");

        assertThat(client.hear(5_000)).isNull();
        await().untilAsserted(
                        () -> assertThat(server.heard()).containsExactly("one", "commit work"));
    }

    @Test
    void whatIsArmedBeforeNeverArrives() throws IOException {
        line.armBefore(1, Fault.RESET, "commit");
        Client client = client();
        client.say("one\ntwo\ncommit\nthree\n");

        assertThatThrownBy(
                        () -> {
                            while (client.hear(5_000) != null) {}
                        })
                .isInstanceOf(SocketException.class);

        assertThat(server.heard()).doesNotContain("commit", "three");
    }

    @Test
    void itRecognisesBytesAcrossTheBorderOfTwoPieces() throws IOException {
        line.armBefore(1, Fault.RESET, WirePatterns.SMTP_FINAL_DOT);
        Client client = client();
        client.socket.setTcpNoDelay(true);

        client.say("text\r\n");
        assertThat(client.hear(5_000)).isEqualTo("TEXT");
        client.say(".");
        assertSilent(client);
        client.say("\r\n");

        assertThatThrownBy(() -> client.hear(5_000)).isInstanceOf(SocketException.class);
        assertThat(server.heard()).containsExactly("text");
    }

    @Test
    void itCountsMatchesOverAllConnections() throws IOException {
        line.arm(3, Fault.CLOSE, "commit");

        assertThat(client().ask("commit")).isEqualTo("COMMIT");
        assertThat(client().ask("commit")).isEqualTo("COMMIT");
        assertThat(client().ask("commit")).isNull();
        assertThat(client().ask("commit")).isEqualTo("COMMIT");
    }

    @Test
    void theSameSeedStrikesAtTheSameMatches() throws IOException {
        List<Boolean> first = strikes(line);
        try (FaultProxy same = FaultProxy.inFrontOf("127.0.0.1", server.port(), 7);
                FaultProxy other = FaultProxy.inFrontOf("127.0.0.1", server.port(), 8)) {
            assertThat(strikes(same)).isEqualTo(first).contains(true, false);
            assertThat(strikes(other)).isNotEqualTo(first);
        }
    }

    private static List<Boolean> strikes(FaultProxy line) throws IOException {
        line.arm(1, 0.4, Fault.CLOSE, "commit");
        List<Boolean> struck = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Client client = new Client(new Socket("127.0.0.1", line.port()));
            struck.add(client.ask("commit") == null);
            client.close();
        }
        return struck;
    }

    @Test
    void disarmedItPassesEverything() throws IOException {
        line.arm(1, 1, Fault.RESET, "commit");
        line.armBefore(1, 1, Fault.RESET, "commit");

        line.disarm();

        assertThat(client().ask("commit")).isEqualTo("COMMIT");
    }

    @Test
    void whenItIsClosedNothingIsLeft() throws IOException {
        Client client = client();
        client.ask("hello");
        line.blackhole();
        client.say("held back\n");

        line.close();

        assertThat(client.hear(5_000)).isNull();
        assertThat(line.openConnections()).isZero();
        assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
    }

    @Test
    void aPatternThatMatchesNothingAtAllIsRefused() {
        assertThatThrownBy(() -> line.arm(1, Fault.RESET, "x*"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
