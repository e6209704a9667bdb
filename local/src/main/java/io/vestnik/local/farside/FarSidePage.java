package io.vestnik.local.farside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vestnik.testkit.http.ChatMessage;
import io.vestnik.testkit.http.HttpFarSide;
import io.vestnik.testkit.http.ScriptedTelegram;
import io.vestnik.testkit.http.ScriptedVk;
import io.vestnik.testkit.http.Weather;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows what the far sides took: as a page that renews itself, and as JSON under {@code /api},
 * where their weather can be set too.
 */
final class FarSidePage implements AutoCloseable {
    private static final int SHOWN = 100;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScriptedTelegram telegram;
    private final ScriptedVk vk;

    private FarSidePage(HttpServer server, ScriptedTelegram telegram, ScriptedVk vk) {
        this.server = server;
        this.telegram = telegram;
        this.vk = vk;
    }

    static FarSidePage start(InetSocketAddress where, ScriptedTelegram telegram, ScriptedVk vk)
            throws IOException {
        HttpServer server = HttpServer.create(where, 0);
        FarSidePage page = new FarSidePage(server, telegram, vk);
        server.setExecutor(page.threads);
        server.createContext("/", page::serve);
        server.start();
        return page;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!isOurName(exchange.getRequestHeaders().getFirst("Host"))) {
                answer(
                        exchange,
                        421,
                        "text/plain",
                        "This answers to 127.0.0.1 and localhost only.");
            } else if (path.equals("/")) {
                answer(exchange, 200, "text/html", html());
            } else if (path.equals("/api/telegram") || path.equals("/api/vk")) {
                answer(exchange, 200, "application/json", json(path.endsWith("vk")));
            } else if (path.endsWith("/weather") && exchange.getRequestMethod().equals("POST")) {
                setWeather(exchange, path.startsWith("/api/vk/") ? vk : telegram);
            } else {
                answer(exchange, 404, "text/plain", "There is nothing here.");
            }
        }
    }

    /** A foreign site may point its own name at this machine and read under it. */
    private static boolean isOurName(@org.jspecify.annotations.Nullable String host) {
        return host != null && host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
    }

    /** A foreign page can make a browser send this only after asking, because of the header. */
    private static void setWeather(HttpExchange exchange, HttpFarSide farSide) throws IOException {
        if (!"1".equals(exchange.getRequestHeaders().getFirst("X-Vestnik"))) {
            answer(exchange, 403, "text/plain", "This needs the header X-Vestnik: 1.");
            return;
        }
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            farSide.weather(JsonMapper.shared().readValue(body, Weather.class));
            answer(exchange, 200, "application/json", "{}");
        } catch (JacksonException | IllegalArgumentException e) {
            answer(exchange, 400, "text/plain", "limited, broken, cutBefore, cutAfter: 0 to 100.");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private String json(boolean ofVk) {
        Map<String, Object> all = new LinkedHashMap<>();
        List<ChatMessage> messages = ofVk ? vk.messages() : telegram.messages();
        all.put("offline", !(ofVk ? vk : telegram).isReachable());
        all.put("total", messages.size());
        // Calls that were one too many for a limit, and the most that came in its time.
        all.put("exceeded", ofVk ? List.of(vk.exceeded()) : telegram.exceeded());
        all.put("highest", ofVk ? List.of(vk.highest()) : telegram.highest());
        all.put("copiesDropped", ofVk ? vk.doubles() : 0);
        all.put("messages", messages.reversed());
        return JsonMapper.shared().writeValueAsString(all);
    }

    private String html() {
        return """
        <!doctype html><html lang="en"><meta charset="utf-8">
        <meta http-equiv="refresh" content="2"><title>Far sides · Vestnik</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem}td,th{padding:.2rem 1rem
        .2rem 0;text-align:left;vertical-align:top}td{white-space:pre-wrap}</style>
        """
                + table("Telegram", telegram, telegram.messages())
                + table("VK", vk, vk.messages());
    }

    private static String table(String name, HttpFarSide farSide, List<ChatMessage> messages) {
        StringBuilder rows = new StringBuilder();
        for (ChatMessage message : messages.reversed().stream().limit(SHOWN).toList()) {
            String file = message.file() == null ? "" : " [" + message.file() + "]";
            rows.append(
                    "<tr><td>%s<td>%s<td>%s\n"
                            .formatted(
                                    message.at(),
                                    escaped(message.chat()),
                                    escaped(message.text() + file)));
        }
        return "<h1>%s%s</h1><p>%d messages, newest first.</p><table><tr><th>at<th>to<th>text\n%s</table>\n"
                .formatted(name, farSide.isReachable() ? "" : " (offline)", messages.size(), rows);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
