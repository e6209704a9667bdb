package io.vestnik.api.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiWorld;
import io.vestnik.api.RunningApi;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no decent client can send. */
class OddHttpIT {
    private static final String BODY = BadBodies.json(Map.of());

    private final ApiWorld world = ApiWorld.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /api/v1/notifications?status=<sent> HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/v1/notifications HTTP/1.1\r\n\r\n",
                "GET /api/v1/notifications HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v1/notifications HTTP/1.1\r\nHost: a\r\nX-\u0000: b\r\n\r\n",
                "POST /api/v1/notifications HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /api/v1/notifications HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "GET /api/v1/notifications/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            })
    void malformedHttpIsAnswered400(String request) throws IOException {
        assertThat(answer(request)).startsWith("HTTP/1.1 400").contains("urn:vestnik:problem:");
    }

    @Test
    void hugeHeadersAreRefusedWithoutADump() throws IOException {
        String answer = answer(head("X-A: " + "x".repeat(20_000) + "\r\n") + "\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 4(00|31) .*").doesNotContain("Tomcat", "<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Idempotency-Key: \u00E4\r\n",
                "Idempotency-Key: a\r\nIdempotency-Key: b\r\n",
                "Idempotency-Key:\r\n"
            })
    void anIdempotencyKeyThatIsNoneIsRefused(String header) throws IOException {
        assertThat(answer(post(header, BODY)))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"Idempotency-Key\"");
    }

    @Test
    void aBodyThatBreaksOffLeavesNothing() throws IOException {
        long before = world.count("notification");
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes(post("", BODY, BODY.length() + 10)));
            socket.shutdownOutput();
            assertThat(read(socket)).startsWith("HTTP/1.1 400");
        }
        assertThat(world.count("notification")).isEqualTo(before);
    }

    @Test
    void brokenChunksLeaveNothing() throws IOException {
        String request =
                head("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")
                        + "\r\nzz\r\n"
                        + BODY;
        assertThat(answer(request)).startsWith("HTTP/1.1 400");
    }

    @Test
    void theConnectionStaysUsableAfterARefusalWithABody() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(bytes(post("Content-Encoding: br\r\n", BODY)));
                assertThat(readSome(socket)).startsWith("HTTP/1.1 415");
            }
        }
    }

    @Test
    void aBodyOf20BytesPerSecondIsCutWithin30Seconds() throws Exception {
        assertThat(timeUntilCut(RunningApi.KEY)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void withoutAKeyASlowBodyIsCutAtOnce() throws Exception {
        assertThat(timeUntilCut("wrong")).isLessThan(Duration.ofSeconds(10));
    }

    private Duration timeUntilCut(String key) throws Exception {
        long start = System.nanoTime();
        try (Socket socket = connect()) {
            String head = post("", BODY, 100_000);
            head = head.substring(0, head.indexOf("\r\n\r\n") + 4).replace(RunningApi.KEY, key);
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.setSoTimeout(1);
            CountDownLatch never = new CountDownLatch(1);
            while (System.nanoTime() - start < Duration.ofSeconds(60).toNanos()) {
                socket.getOutputStream().write(" ".repeat(20).getBytes(ISO_8859_1));
                if (isClosed(socket)) {
                    break;
                }
                assertThat(never.await(1, TimeUnit.SECONDS)).isFalse();
            }
        } catch (SocketException cut) {
            assertThat(cut).isNotNull();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean isClosed(Socket socket) throws IOException {
        byte[] answer = new byte[8 * 1024];
        try {
            int n = socket.getInputStream().read(answer);
            while (n >= 0) {
                n = socket.getInputStream().read(answer);
            }
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        }
    }

    private static String head(String more) {
        return "POST /api/v1/notifications HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                + RunningApi.KEY
                + "\r\n"
                + more;
    }

    private static String post(String headers, String body) {
        return post(headers, body, body.length());
    }

    private static String post(String headers, String body, int length) {
        return head("Content-Type: application/json\r\nContent-Length: " + length + "\r\n")
                + headers
                + "\r\n"
                + body;
    }

    private static byte[] bytes(String request) {
        return request.getBytes(ISO_8859_1);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", world.api.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return readSome(socket);
        }
    }

    /** An answer with its body, which ends with an empty chunk or with the connection. */
    private static String readSome(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8 * 1024];
        int n = socket.getInputStream().read(buffer);
        while (n >= 0) {
            answer.append(new String(buffer, 0, n, ISO_8859_1));
            if (answer.toString().endsWith("0\r\n\r\n")) {
                break;
            }
            n = socket.getInputStream().read(buffer);
        }
        return answer.toString();
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
