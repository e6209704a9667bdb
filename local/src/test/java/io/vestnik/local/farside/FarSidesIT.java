package io.vestnik.local.farside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarSidesIT {
    private static final String SAY =
            "{\"chat_id\":\"7\",\"text\":\"<script>alert(1)</script> Ж\"}";

    @TempDir Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private FarSideSettings settings;
    private FarSides farSides;

    @BeforeEach
    void open() throws IOException {
        settings =
                new FarSideSettings(
                        folder,
                        "127.0.0.1",
                        FreePorts.find(1).getFirst(),
                        FreePorts.find(1).getFirst(),
                        FreePorts.find(1).getFirst(),
                        "1:t",
                        "v");
        farSides = FarSides.open(settings, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        farSides.close();
        http.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.pagePort() + path));
    }

    private void say() throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/bot1:t/sendMessage"
                                                .formatted(settings.telegramPort())))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(SAY));
        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void whatWasTakenIsShownAndCannotDoAnything() throws Exception {
        say();

        assertThat(send(page("/api/telegram")).body()).contains("\"total\":1", "alert(1)", " Ж\"");
        HttpResponse<String> shown = send(page("/"));
        assertThat(shown.body()).contains("&lt;script>alert(1)").doesNotContain("<script>");
        assertThat(shown.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
    }

    @Test
    void eachIsTakenAwayByItsFileAndKeepsWhatItTook() throws Exception {
        say();

        Files.createFile(folder.resolve("telegram.offline"));
        await().until(() -> !listens(settings.telegramPort()));
        assertThat(listens(settings.vkPort())).isTrue();
        assertThat(send(page("/api/telegram")).body()).contains("\"offline\":true", "\"total\":1");

        Files.delete(folder.resolve("telegram.offline"));
        await().until(() -> listens(settings.telegramPort()));
    }

    @Test
    void aForeignPageCanNeitherReadNorChangeTheWeather() throws Exception {
        String fine = "{\"limited\":0,\"broken\":0,\"cutBefore\":0,\"cutAfter\":0}";

        assertThat(send(page("/api/vk/weather").POST(BodyPublishers.ofString(fine))).statusCode())
                .isEqualTo(403);
        assertThat(
                        send(page("/api/vk/weather")
                                        .header("X-Vestnik", "1")
                                        .POST(BodyPublishers.ofString("{\"limited\":101}")))
                                .statusCode())
                .isEqualTo(400);
        assertThat(statusFor("evil.example")).contains(" 421 ");
    }

    private String statusFor(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), settings.pagePort())) {
            socket.getOutputStream()
                    .write(
                            ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(40), StandardCharsets.US_ASCII);
        }
    }
}
