package io.vestnik.local.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page and its JSON to this machine, and to nobody who only seems to be on it. */
final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);

    private static final Map<String, String> HEADERS =
            Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "no-referrer",
                    "Cache-Control", "no-store",
                    "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self';"
                                    + " img-src 'self'; connect-src 'self'; frame-src 'self';"
                                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    private final HttpServer server;
    private final ExecutorService threads;
    private final InboxApi api;

    private WebServer(HttpServer server, ExecutorService threads, InboxApi api) {
        this.server = server;
        this.threads = threads;
        this.api = api;
    }

    static WebServer start(int port, Mailbox mailbox, SmtpDoor door, Path offline)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer server = HttpServer.create(address, 0);
        WebServer web =
                new WebServer(
                        server,
                        Executors.newVirtualThreadPerTaskExecutor(),
                        new InboxApi(mailbox, door, offline));
        server.setExecutor(web.threads);
        server.createContext("/", web::serve);
        server.start();
        return web;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            HEADERS.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            int length = answer.body().length;
            exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
            if (length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!isOurName(exchange.getRequestHeaders().getFirst("Host"))) {
            return Answer.refusal(421, "This inbox answers to 127.0.0.1 and localhost only.");
        }
        try {
            Request request = Request.of(exchange);
            return request.path().getFirst().equals("api")
                    ? api.answer(request)
                    : Page.answer(request);
        } catch (IllegalArgumentException e) {
            return Answer.refusal(400, "The request cannot be understood.");
        } catch (IOException | RuntimeException e) {
            log.error("{} failed", exchange.getRequestURI(), e);
            return Answer.refusal(500, "The inbox could not do that; its log says why.");
        }
    }

    /** A foreign site may point its own name at this machine and read the mails under it. */
    private static boolean isOurName(@org.jspecify.annotations.Nullable String host) {
        return host != null && host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
    }
}
