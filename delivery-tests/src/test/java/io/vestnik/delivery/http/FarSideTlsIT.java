package io.vestnik.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.delivery.http.CallResult.Answered;
import io.vestnik.delivery.http.CallResult.Lost;
import io.vestnik.delivery.http.CallResult.NotTrusted;
import io.vestnik.testkit.smtp.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as not sent when TLS fails, before a request and after it. */
@Timeout(30)
class FarSideTlsIT {
    private static final TestCertificate CERTIFICATE = TestCertificate.valid();
    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

    private static FarSideHttp calling(TlsServer server, SSLContext trusted) {
        return new FarSideHttp(
                new HttpSettings(
                        URI.create("https://localhost:" + server.port()),
                        "",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)),
                trusted);
    }

    private static CallResult post(FarSideHttp http) {
        return http.post("/send", "text/plain", "four".getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static void readRequest(InputStream in) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf("\r\n\r\nfour") < 0) {
            read.append((char) in.read());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aConnectionThatIsCutAfterTheRequestIsLost(String protocol) throws IOException {
        try (TlsServer server =
                        new TlsServer(
                                CERTIFICATE,
                                protocol,
                                (tls, connection) -> {
                                    readRequest(tls.getInputStream());
                                    connection.close();
                                });
                FarSideHttp http = calling(server, CERTIFICATE.clientContext())) {
            assertThat(post(http)).isInstanceOf(Lost.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void soIsOneThatHasAnsweredBefore(String protocol) throws IOException {
        try (TlsServer server =
                        new TlsServer(
                                CERTIFICATE,
                                protocol,
                                (tls, connection) -> {
                                    readRequest(tls.getInputStream());
                                    tls.getOutputStream()
                                            .write(FINE.getBytes(StandardCharsets.US_ASCII));
                                    readRequest(tls.getInputStream());
                                    connection.close();
                                });
                FarSideHttp http = calling(server, CERTIFICATE.clientContext())) {
            assertThat(post(http)).isEqualTo(new Answered(200, "fine"));
            assertThat(post(http)).isInstanceOf(Lost.class);
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() throws Exception {
        try (TlsServer server =
                        new TlsServer(
                                CERTIFICATE,
                                "TLSv1.3",
                                (tls, _) -> readRequest(tls.getInputStream()));
                FarSideHttp http = calling(server, SSLContext.getDefault())) {
            assertThat(post(http)).isInstanceOf(NotTrusted.class);
        }
    }
}
