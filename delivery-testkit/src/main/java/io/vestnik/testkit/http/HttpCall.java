package io.vestnik.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request, as far as an API looks at it.
 *
 * @param path such as {@code /method/messages.send}
 * @param headers names in lower case
 * @param fields the parameters of its body, in whatever form they came
 * @param files names of the files in it, by their field
 */
record HttpCall(
        String path,
        Map<String, String> headers,
        Map<String, String> fields,
        Map<String, String> files) {

    /** Reads it to its end. */
    static HttpCall read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        String type = headers.getOrDefault("content-type", "");
        if (type.startsWith("application/json")) {
            JsonMapper.shared()
                    .readTree(body)
                    .propertyStream()
                    .forEach(field -> fields.put(field.getKey(), field.getValue().asString()));
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            readForm(new String(body, StandardCharsets.UTF_8), fields);
        } else if (type.startsWith("multipart/form-data;")) {
            readParts(body, type.replaceAll(".*boundary=\"?|\".*", ""), fields, files);
        }
        return new HttpCall(exchange.getRequestURI().getPath(), headers, fields, files);
    }

    private static void readForm(String body, Map<String, String> fields) {
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** In Latin-1, which keeps every byte, to find the parts. */
    private static void readParts(
            byte[] body, String boundary, Map<String, String> fields, Map<String, String> files) {
        String all = new String(body, StandardCharsets.ISO_8859_1);
        for (String part :
                all.split("(?:^|\r\n)--" + java.util.regex.Pattern.quote(boundary), -1)) {
            int end = part.indexOf("\r\n\r\n");
            if (end > 0) {
                String head = utf8(part.substring(0, end));
                String content = part.substring(end + 4);
                String name = parameter(head, "name");
                if (head.contains("filename=\"")) {
                    files.put(name, parameter(head, "filename") + ", " + content.length() + " B");
                } else {
                    fields.put(name, utf8(content));
                }
            }
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The last one counts, and a semicolon ends it even between quotes, as for the Bot API. */
    private static String parameter(String head, String name) {
        String value = "";
        for (String one : head.split("[;\r\n]", -1)) {
            if (one.strip().startsWith(name + "=")) {
                value = one.strip().substring(name.length() + 1).replaceAll("^\"|\"$", "");
            }
        }
        return value;
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** The last part of the path. */
    String method() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
