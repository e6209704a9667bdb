package io.vestnik.delivery.http;

import io.vestnik.delivery.http.CallResult.Answered;
import io.vestnik.delivery.http.CallResult.Lost;
import io.vestnik.delivery.http.CallResult.NotConnected;
import io.vestnik.delivery.http.CallResult.NotTrusted;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Calls one far side and says how each call ended. It tells what was surely not sent from what may
 * have arrived, and nothing that it says, logs or measures holds the secret of an address.
 */
public final class FarSideHttp implements AutoCloseable {
    /** Stands in an address for the secret. */
    public static final String SECRET = "-secret-";

    /** Far more than any answer has; a far side that has lost its mind must not take our memory. */
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final HttpSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final RestClient client;

    /** Not yet connected to it; it trusts whom Java trusts. */
    public FarSideHttp(HttpSettings settings) {
        this(settings, HttpClient.newBuilder());
    }

    FarSideHttp(HttpSettings settings, SSLContext trusted) {
        this(settings, HttpClient.newBuilder().sslContext(trusted));
    }

    FarSideHttp(HttpSettings settings, HttpClient.Builder trusting) {
        this.settings = settings;
        this.http =
                trusting.version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.connectTimeout())
                        .executor(threads)
                        .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http, threads);
        requests.setReadTimeout(settings.deadline());
        this.client = RestClient.builder().requestFactory(withSecret(requests)).build();
    }

    /** Everything above sees the address without the secret. */
    private ClientHttpRequestFactory withSecret(ClientHttpRequestFactory requests) {
        return (uri, method) ->
                requests.createRequest(
                        URI.create(uri.toString().replace(SECRET, settings.secret())), method);
    }

    /**
     * Posts this to a path, which begins with a slash and may hold {@link #SECRET}.
     *
     * @param headers in addition to Content-Type and Content-Length
     */
    public CallResult post(
            String path, String contentType, byte[] body, Map<String, String> headers) {
        try {
            return client.post()
                    .uri(URI.create(settings.base() + path))
                    .contentType(MediaType.parseMediaType(contentType))
                    .headers(all -> headers.forEach(all::set))
                    .body(body)
                    .exchangeForRequiredValue((_, response) -> answered(response));
        } catch (ResourceAccessException failed) {
            return failed(rootOf(failed));
        }
    }

    private CallResult answered(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        if (status == 407 || (status >= 300 && status < 400)) {
            return notIt(status);
        }
        byte[] body = response.getBody().readNBytes(LONGEST_ANSWER);
        return new Answered(status, withoutSecret(new String(body, StandardCharsets.UTF_8)));
    }

    /** No API sends anybody elsewhere; whoever followed would hand the secret to a stranger. */
    private NotTrusted notIt(int status) {
        String host = settings.base().getAuthority();
        return new NotTrusted(
                status == 407
                        ? "407: a proxy before " + host + " wants credentials"
                        : status + ": " + host + " sends elsewhere, so it is not the API");
    }

    /** A proxy's page about an address that it does not know quotes the address. */
    private String withoutSecret(String words) {
        String secret = settings.secret();
        return secret.isEmpty()
                ? words
                : words.replace(secret, "***")
                        .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), "***");
    }

    private CallResult failed(Throwable cause) {
        String host = settings.base().getAuthority();
        return switch (cause) {
            case HttpConnectTimeoutException _ ->
                    new NotConnected(host + " did not take the connection in time");
            case ConnectException _ -> new NotConnected(host + " refused the connection");
            case UnresolvedAddressException _ ->
                    new NotConnected("No address is known for " + host);
            case SSLHandshakeException tls when isCut(tls) ->
                    new NotConnected(
                            host + " broke off the handshake of TLS (" + wordsOf(tls) + ")");
            case SSLHandshakeException tls ->
                    new NotTrusted("TLS with " + host + " failed: " + wordsOf(tls));
            case SSLException plain when isNoTls(plain) ->
                    new NotTrusted("TLS with " + host + " failed: it does not speak TLS");
            case IOException proxy when isProxysNo(proxy) ->
                    new NotConnected("A proxy cannot be passed to " + host + ": " + wordsOf(proxy));
            case HttpTimeoutException _ ->
                    new Lost(
                            host
                                    + " did not answer within "
                                    + settings.deadline().toSeconds()
                                    + " s");
            default -> new Lost(host + " broke the connection (" + wordsOf(cause) + ")");
        };
    }

    /**
     * So Java's client calls the end of a connection in a handshake, with a cause or without; other
     * faults of TLS it calls by their names. A request waits until the handshake is done. Only with
     * TLS 1.2 can a server ask for another one after it, and it does so before it acts on it.
     */
    private static boolean isCut(SSLHandshakeException tls) {
        return String.valueOf(tls.getMessage()).startsWith("Remote host ");
    }

    /** So Java says of the first bytes of a connection only, before which nothing is sent. */
    private static boolean isNoTls(SSLException failure) {
        return String.valueOf(failure.getMessage()).startsWith("Unrecognized SSL message");
    }

    /** A proxy's answer to CONNECT, before which nothing is sent. */
    private static boolean isProxysNo(IOException failure) {
        return String.valueOf(failure.getMessage()).startsWith("Tunnel failed, got: ");
    }

    private String wordsOf(Throwable cause) {
        @Nullable String words = cause.getMessage();
        return words == null ? cause.getClass().getSimpleName() : withoutSecret(words);
    }

    /** The first that says whether anything was sent, or the innermost. */
    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !decides(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean decides(Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException _ -> true;
            case SSLHandshakeException _ -> true;
            case ConnectException refused ->
                    !(refused.getCause() instanceof UnresolvedAddressException);
            default -> false;
        };
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
