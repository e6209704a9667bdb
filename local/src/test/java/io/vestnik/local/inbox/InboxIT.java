package io.vestnik.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.vestnik.testkit.FreePorts;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InboxIT {
    private static final String MAIL =
            """
            From: Shop <shop@example.com>\r
            Subject: Your order has shipped\r
            Content-Type: text/html\r
            \r
            <p>Hello</p><script>alert(1)</script>\r
            """;

    @TempDir Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private InboxSettings settings;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        settings =
                new InboxSettings(
                        folder, FreePorts.find(1).getFirst(), FreePorts.find(1).getFirst());
        inbox = Inbox.open(settings, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        inbox.close();
        http.close();
    }

    @Test
    void aMailIsListedAndCanBeRead() throws Exception {
        send("ann@example.com", MAIL);

        JsonNode list = json("/api/messages?recipient=ANN@&subject=order");
        assertThat(list.get("total").asInt()).isEqualTo(1);
        JsonNode line = list.get("messages").get(0);
        assertThat(line.get("recipients").get(0).asString()).isEqualTo("ann@example.com");
        JsonNode mail = json("/api/messages/" + line.get("id").asString());
        assertThat(mail.get("subject").asString()).isEqualTo("Your order has shipped");
        assertThat(get("/api/messages/%s/source".formatted(line.get("id").asString())).body())
                .contains("Delivered-To: ann@example.com")
                .contains("<p>Hello</p>");
    }

    @Test
    void onlyWhatMatchesIsListedAndCounted() throws Exception {
        send("ann@example.com", MAIL);
        send("bob@example.com", MAIL);

        assertThat(json("/api/messages?limit=1").get("total").asInt()).isEqualTo(2);
        assertThat(json("/api/messages?limit=1").get("messages").size()).isEqualTo(1);
        assertThat(json("/api/messages?recipient=bob").get("total").asInt()).isEqualTo(1);
        assertThat(json("/api/messages?subject=bob").get("total").asInt()).isZero();
        assertThat(json("/api/messages?search=bob").get("total").asInt()).isEqualTo(1);
    }

    @Test
    void theHtmlOfAMailMayDoNothing() throws Exception {
        send("ann@example.com", MAIL);
        String id = json("/api/messages").get("messages").get(0).get("id").asString();

        HttpResponse<String> html = get("/api/messages/%s/html".formatted(id));

        assertThat(html.body()).contains("<p>Hello</p>");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("sandbox")
                .doesNotContain("allow-scripts");
    }

    @Test
    void anUnchangedListIsNotSentTwice() throws Exception {
        String state = get("/api/messages").headers().firstValue("ETag").orElseThrow();

        assertThat(get("/api/messages", "If-None-Match", state).statusCode()).isEqualTo(304);
        send("ann@example.com", MAIL);
        assertThat(get("/api/messages", "If-None-Match", state).statusCode()).isEqualTo(200);
    }

    @Test
    void aForeignNameForThisMachineIsRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), settings.webPort())) {
            socket.getOutputStream()
                    .write(
                            "GET /api/messages HTTP/1.0\r\nHost: evil.example\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421 ");
        }
    }

    @Test
    void deletingTakesAHeaderThatAForeignPageCannotSend() throws Exception {
        send("ann@example.com", MAIL);

        assertThat(delete("X-Other", "1").statusCode()).isEqualTo(403);
        assertThat(json("/api/messages").get("total").asInt()).isEqualTo(1);
        assertThat(delete("X-Vestnik", "1").statusCode()).isEqualTo(204);
        assertThat(json("/api/messages").get("total").asInt()).isZero();
    }

    @Test
    void thePageTakesTheInboxAwayAndGivesItBack() throws Exception {
        assertThat(offline("PUT", "X-Other")).isEqualTo(403);
        assertThat(offline("PUT", "X-Vestnik")).isEqualTo(204);
        assertThat(offline("PUT", "X-Vestnik")).isEqualTo(204);
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(this::isRefused);

        assertThat(offline("DELETE", "X-Vestnik")).isEqualTo(204);
        assertThat(offline("POST", "X-Vestnik")).isEqualTo(405);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .untilAsserted(() -> send("ann@example.com", MAIL));
    }

    private int offline(String method, String header) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(uri("/api/offline"))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .header(header, "1")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        for (String path : new String[] {"/nothing", "/api", "/api/messages/1", "/api/x"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(get("/api/messages?limit=many").statusCode()).isEqualTo(400);
    }

    @Test
    void offlineRefusesConnectionsAndOnlineTakesThemAgain() throws Exception {
        try (Socket held = new Socket(InetAddress.getLoopbackAddress(), settings.smtpPort())) {
            held.setSoTimeout(10_000);
            Files.createFile(folder.resolve("offline"));

            assertThat(held.getInputStream().readAllBytes()).asString().startsWith("220 ");
        }
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(this::isRefused);
        assertThat(json("/api/messages").get("offline").asBoolean()).isTrue();

        Files.delete(folder.resolve("offline"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .untilAsserted(() -> send("ann@example.com", MAIL));
        assertThat(json("/api/messages").get("offline").asBoolean()).isFalse();
    }

    @Test
    void itOffersWhatARelayOffers() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), settings.smtpPort())) {
            socket.getOutputStream()
                    .write("EHLO me\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("8BITMIME", "SIZE 52428800", "SMTPUTF8");
        }
    }

    private void isRefused() {
        assertThatIOException()
                .isThrownBy(() ->
                        new Socket(InetAddress.getLoopbackAddress(), settings.smtpPort()).close());
    }

    private void send(String recipient, String mail) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", String.valueOf(settings.smtpPort()));
        Session session = Session.getInstance(properties);
        Transport.send(
                new MimeMessage(
                        session, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))),
                new InternetAddress[] {new InternetAddress(recipient)});
    }

    private JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> delete(String header, String value) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri("/api/messages")).DELETE().header(header, value).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(settings.webPort(), path));
    }
}
