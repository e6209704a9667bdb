package io.vestnik.local.inbox;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was asked.
 *
 * @param path without its empty parts: {@code /api/messages/7} is api, messages, 7
 * @param header looks a header up by its name; null when it is not there
 */
record Request(
        String method,
        List<String> path,
        Map<String, String> parameters,
        Function<String, @Nullable String> header) {

    static Request of(HttpExchange exchange) {
        return new Request(
                exchange.getRequestMethod(),
                List.of(exchange.getRequestURI().getPath().replaceAll("^/+|/+$", "").split("/+")),
                parameters(exchange.getRequestURI().getRawQuery()),
                name -> exchange.getRequestHeaders().getFirst(name));
    }

    /** Empty when it was not given. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean has(String name, String value) {
        return value.equals(header.apply(name));
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(decoded(pair, 0, equals), decoded(pair, equals + 1, -1));
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text, int begin, int end) {
        String part = text.substring(begin, end < 0 ? text.length() : end);
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
