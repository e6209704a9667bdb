package io.vestnik.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vestnik.delivery.http.CallResult.Answered;
import io.vestnik.delivery.http.CallResult.Lost;
import io.vestnik.delivery.http.CallResult.NotConnected;
import io.vestnik.delivery.http.CallResult.NotTrusted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class FarSideHttpTest {
    private static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private FarSideHttp http;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        http = calling("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        over.countDown();
        http.close();
        server.stop(0);
    }

    private static FarSideHttp calling(String base) {
        return new FarSideHttp(
                new HttpSettings(
                        URI.create(base), TOKEN, Duration.ofMillis(400), Duration.ofMillis(600)));
    }

    private CallResult post() {
        return http.post(
                "/bot" + FarSideHttp.SECRET + "/send",
                "application/json",
                "{}".getBytes(StandardCharsets.UTF_8),
                Map.of("X-Id", "7"));
    }

    @Test
    void theSecretIsInTheAddressOnTheWireAndTheAnswerComesBackWhateverItsStatus() {
        server.createContext(
                "/bot" + TOKEN + "/send",
                exchange -> {
                    byte[] body =
                            (exchange.getRequestHeaders().getFirst("X-Id") + " Ж")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(429, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });

        assertThat(post()).isEqualTo(new Answered(429, "7 Ж"));
    }

    @Test
    void aFarSideThatDripsItsAnswerIsLeftAtTheDeadline() {
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000_000);
                    try {
                        while (!over.await(50, TimeUnit.MILLISECONDS)) {
                            exchange.getResponseBody().write('x');
                            exchange.getResponseBody().flush();
                        }
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                });

        assertThat(post()).isInstanceOf(Lost.class);
    }

    @Test
    void anAnswerThatNeverComesIsLost() {
        server.createContext("/", _ -> await(over));

        assertThat(post())
                .isInstanceOfSatisfying(
                        Lost.class,
                        lost ->
                                assertThat(lost.words())
                                        .contains("did not answer within 0 s")
                                        .doesNotContain(TOKEN));
    }

    @Test
    void aConnectionThatIsCutAfterTheRequestIsLost() {
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.close();
                });

        assertThat(post())
                .isInstanceOfSatisfying(
                        Lost.class, lost -> assertThat(lost.words()).doesNotContain(TOKEN));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "true, true"})
    void aConnectionThatIsCutInTheHandshakeHasSentNothing(boolean hello, boolean reset)
            throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FarSideHttp tls = calling("https://127.0.0.1:" + rude.getLocalPort())) {
            Thread.startVirtualThread(() -> cut(rude, hello, reset));

            assertThat(tls.post("/", "text/plain", new byte[1], Map.of()))
                    .isInstanceOfSatisfying(
                            NotConnected.class,
                            cut ->
                                    assertThat(cut.words())
                                            .contains("broke off the handshake of TLS"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 407})
    void whoSendsElsewhereOrWantsCredentialsIsNotTheApi(int status) {
        var followed = new AtomicBoolean();
        server.createContext("/elsewhere", _ -> followed.set(true));
        server.createContext(
                "/bot" + TOKEN + "/send",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere?" + TOKEN);
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });

        assertThat(post())
                .isInstanceOfSatisfying(
                        NotTrusted.class,
                        other ->
                                assertThat(other.words())
                                        .startsWith(status + ": ")
                                        .doesNotContain(TOKEN));
        assertThat(followed).isFalse();
    }

    @Test
    void whoSpeaksNoTlsWhereItIsWantedHasGotNothing() throws IOException {
        try (ServerSocket plain = saying("HTTP/1.1 400 Bad Request\r\n\r\n");
                FarSideHttp tls = calling("https://127.0.0.1:" + plain.getLocalPort())) {
            assertThat(tls.post("/", "text/plain", new byte[1], Map.of()))
                    .isEqualTo(
                            new NotTrusted(
                                    "TLS with 127.0.0.1:%d failed: it does not speak TLS"
                                            .formatted(plain.getLocalPort())));
        }
    }

    @Test
    void whatAProxyDoesNotLetThroughWasNotSent() throws IOException {
        var settings =
                new HttpSettings(
                        URI.create("https://api.invalid"),
                        TOKEN,
                        Duration.ofMillis(400),
                        Duration.ofMillis(600));
        try (ServerSocket proxy = saying("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
                FarSideHttp behind =
                        new FarSideHttp(
                                settings,
                                HttpClient.newBuilder()
                                        .proxy(
                                                ProxySelector.of(
                                                        (InetSocketAddress)
                                                                proxy.getLocalSocketAddress())))) {
            assertThat(behind.post("/", "text/plain", new byte[1], Map.of()))
                    .isEqualTo(
                            new NotConnected(
                                    "A proxy cannot be passed to api.invalid: Tunnel failed, got: 502"));
        }
    }

    /** To the first connection, whatever comes on it. */
    private static ServerSocket saying(String words) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            try (Socket connection = server.accept()) {
                connection.getInputStream().read(new byte[16 * 1024]);
                connection.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return server;
    }

    private static void cut(ServerSocket server, boolean hello, boolean reset) {
        try (Socket connection = server.accept()) {
            if (hello) {
                connection.getInputStream().read(new byte[16 * 1024]);
            }
            connection.setSoLinger(reset, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereNobodyListensNothingIsSent() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            taken.close();
            try (FarSideHttp nobody = calling("http://127.0.0.1:" + port)) {
                assertThat(nobody.post("/", "text/plain", new byte[1], Map.of()))
                        .isEqualTo(
                                new NotConnected("127.0.0.1:" + port + " refused the connection"));
            }
        }
    }

    @Test
    void aHostWithoutAddressIsNotReached() {
        try (FarSideHttp nowhere = calling("http://no-such-host.invalid")) {
            assertThat(nowhere.post("/", "text/plain", new byte[1], Map.of()))
                    .isInstanceOf(NotConnected.class);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
