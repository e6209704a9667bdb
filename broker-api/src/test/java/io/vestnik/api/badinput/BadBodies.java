package io.vestnik.api.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Bodies of notifications that must be refused with 400. */
final class BadBodies {
    private static final String VALID = json(Map.of());

    private final List<BadRequest> cases = new ArrayList<>();

    static List<BadRequest> all() {
        BadBodies bodies = new BadBodies();
        bodies.brokenJson();
        bodies.brokenEncodings();
        bodies.wrongTypes();
        bodies.unknownAndDuplicateFields();
        bodies.missingFields();
        bodies.wrongWords();
        bodies.linesAndTexts();
        BadAddresses.ALL.forEach(address -> bodies.field("recipient", BadAddresses.quote(address)));
        BadAddresses.ALL.stream()
                .limit(10)
                .forEach(address -> bodies.field("replyTo", BadAddresses.quote(address)));
        bodies.headers();
        bodies.metadata();
        bodies.attachments();
        return bodies.cases;
    }

    /** A valid notification with some members replaced by other JSON; null takes one away. */
    static String json(Map<String, String> replaced) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("channel", "\"email\"");
        members.put("recipient", "\"ann@example.com\"");
        members.put("subject", "\"Hello\"");
        members.put("text", "\"How are you?\"");
        members.putAll(replaced);
        return members.entrySet().stream()
                .filter(member -> member.getValue() != null)
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private void text(String field, String... bodies) {
        for (String body : bodies) {
            cases.add(BadRequest.body(BadRequest.shortened(body), field, body.getBytes(UTF_8)));
        }
    }

    /** The values are JSON; the field to blame is the one that gets the value. */
    private void field(String field, String... values) {
        for (String value : values) {
            blame(field, field, value);
        }
    }

    private void blame(String blamed, String field, String... values) {
        for (String value : values) {
            cases.add(
                    BadRequest.body(
                            field + ": " + BadRequest.shortened(value),
                            blamed,
                            json(Map.of(field, value)).getBytes(UTF_8)));
        }
    }

    private void brokenJson() {
        text(
                "body",
                "",
                " ",
                "\n",
                "{",
                "}",
                "[]",
                "null",
                "\"x\"",
                "5",
                "true",
                "{]",
                "[" + VALID);
        text(
                "body",
                "{'channel':'email'}",
                "{channel:1}",
                "{\"channel\":\"email\",}",
                "{,}",
                "nul");
        text("body", VALID + VALID, VALID + " x", VALID + "]", "/* a */" + VALID, "// a\n" + VALID);
        text("body", "{\"maxAttempts\":01}", "{\"maxAttempts\":+1}", "{\"maxAttempts\":.5}");
        text("body", "{\"maxAttempts\":NaN}", "{\"maxAttempts\":0x1F}", "{\"maxAttempts\":1.}");
        text("body", "{\"text\":\"a\nb\"}", "{\"text\":\"a\u0000b\"}", "{\"text\":\"\\x41\"}");
        text("body", "{\"text\":\"\\u12G4\"}", "{\"text\":\"abc", VALID.substring(0, 20));
        text("body", "[".repeat(100_000), "{\"a\":".repeat(1_000), "9".repeat(100_000));
        text(
                "body",
                "{\"" + "n".repeat(1_000_000) + "\":1}",
                "{\"maxAttempts\":1" + "0".repeat(99));
        text("metadata", json(Map.of("metadata", manyEntries("k", 21))));
        text("body", json(Map.of("metadata", manyEntries("k", 5_000))));
    }

    private void brokenEncodings() {
        bytes("byte FF", "{\"text\":\"\u00FF\"}".getBytes(ISO_8859_1));
        bytes("overlong NUL", "{\"text\":\"\u00C0\u0080\"}".getBytes(ISO_8859_1));
        bytes("overlong slash", "{\"text\":\"\u00C0\u00AF\"}".getBytes(ISO_8859_1));
        bytes("encoded surrogate", "{\"text\":\"\u00ED\u00A0\u0080\"}".getBytes(ISO_8859_1));
        bytes("cut character", "{\"text\":\"\u00C3\"}".getBytes(ISO_8859_1));
        bytes("beyond Unicode", "{\"text\":\"\u00F5\u0080\u0080\u0080\"}".getBytes(ISO_8859_1));
        bytes("byte order mark", ("\uFEFF" + VALID).getBytes(UTF_8));
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")) {
            bytes(charset, VALID.getBytes(Charset.forName(charset)));
        }
    }

    private void bytes(String name, byte[] body) {
        cases.add(BadRequest.body(name, "body", body));
    }

    private void wrongTypes() {
        for (String field :
                List.of("channel", "recipient", "subject", "text", "html", "fromName", "replyTo")) {
            field(field, "5", "1.5", "true", "[]", "{}", "[\"email\"]");
        }
        field("onUncertain", "1", "false", "[]", "{}");
        field("priority", "0", "1", "true", "[]", "{}", "[\"high\"]");
        field("headers", "5", "\"X-A: 1\"", "true", "[]", "\"\"");
        field("metadata", "5", "\"x\"", "true", "[]", "\"\"");
        field("attachments", "5", "\"x\"", "true", "{}", "\"\"");
        field("maxAttempts", "\"5\"", "true", "1.0", "1e1", "[]", "{}", "\"\"", "99999999999");
        blame("headers.X-A", "headers", "{\"X-A\":1}", "{\"X-A\":null}", "{\"X-A\":[\"b\"]}");
        blame("metadata.k", "metadata", "{\"k\":1}", "{\"k\":null}", "{\"k\":{}}", "{\"k\":true}");
        blame("attachments[0]", "attachments", "[5]", "[\"x\"]", "[null]", "[[]]");
    }

    private void unknownAndDuplicateFields() {
        for (String later :
                List.of(
                        "sendAt",
                        "expiresAt",
                        "ttlSeconds",
                        "templateId",
                        "variables",
                        "callbackUrl")) {
            field(later, "1");
        }
        for (String ours : List.of("id", "owner", "status", "createdAt", "attempts", "cycle")) {
            field(ours, "\"x\"");
        }
        for (String almost : List.of("Channel", "channel ", "bcc", "from", "__proto__", "@type")) {
            field(almost, "\"x\"");
        }
        text("channel", VALID.replace("{", "{\"channel\":\"email\","));
        text("recipient", VALID.replace("}", ",\"recipient\":\"bob@example.com\"}"));
        blame("headers.X-A", "headers", "{\"X-A\":\"1\",\"X-A\":\"1\"}");
        blame("headers.x-a", "headers", "{\"X-A\":\"1\",\"x-a\":\"1\"}");
        blame("metadata.k", "metadata", "{\"k\":\"1\",\"k\":\"2\"}");
        blame("attachments[0].name", "attachments", "[{\"name\":\"a\",\"name\":\"b\"}]");
        blame("attachments[0].path", "attachments", "[{\"path\":\"/etc/passwd\"}]");
    }

    private void missingFields() {
        for (String field : List.of("channel", "recipient", "subject", "text")) {
            Map<String, String> without = new LinkedHashMap<>();
            without.put(field, null);
            text(field, json(without));
            field(field, "null");
        }
        text("channel", "{}");
    }

    private void wrongWords() {
        field(
                "channel",
                "\"\"",
                "\"sms\"",
                "\"telegraph\"",
                "\"Email\"",
                "\"EMAIL\"",
                "\" email\"");
        field("onUncertain", "\"\"", "\"RESEND\"", "\"manual\"", "\"hold \"");
        field(
                "priority",
                "\"\"",
                "\"HIGH\"",
                "\"urgent\"",
                "\" low\"",
                "\"1\"",
                "\"normal\\u0000\"");
        field("maxAttempts", "0", "-1", "51", "-2147483648", "2147483647");
    }

    private void linesAndTexts() {
        for (String line : List.of("subject", "fromName")) {
            field(
                    line,
                    "\"\"",
                    "\"  \"",
                    "\"a\\r\\nBcc: b@example.com\"",
                    "\"a\\nb\"",
                    "\"a\\rb\"");
            field(line, "\"a\\u0000b\"", "\"a\\tb\"", "\"a\\u007Fb\"", "\"a\\u0085b\"");
            field(line, "\"a\\u2028b\"", "\"a\\u2029b\"", "\"a\\u202Eb\"", "\"a\\uD800b\"");
            field(line, "\"a\\u200Bb\"", "\"\\uFEFFa\"", "\"" + "x".repeat(256) + "\"");
            field(line, "\"" + "x".repeat(1_000_000) + "\"");
        }
        field("fromName", "\"" + "x".repeat(101) + "\"");
        for (String body : List.of("text", "html")) {
            field(body, "\"\"", "\" \\n \"", "\"a\\u0000b\"", "\"a\\u0007b\"", "\"a\\u001Bb\"");
            field(body, "\"a\\u0085b\"", "\"a\\uDC00b\"", "\"\\uD83D\"");
        }
        field("text", "\"" + "x".repeat(500_001) + "\"");
        field("html", "\"" + "x".repeat(1_000_001) + "\"");
    }

    private void headers() {
        for (String name :
                List.of("Bcc", "Subject", "X", "X-", "X-A:", "X A", "X-Ä", "To", "X-Vestnik-Id")) {
            blame("headers." + name, "headers", "{\"" + name + "\":\"1\"}");
        }
        blame("headers.X-A\uFFFD\uFFFDBcc", "headers", "{\"X-A\\r\\nBcc\":\"b@example.com\"}");
        blame("headers.", "headers", "{\"\":\"1\"}");
        blame("headers.X-A", "headers", "{\"X-A\":\"1\\r\\nBcc: b@example.com\"}");
        blame("headers.X-A", "headers", "{\"X-A\":\"1\\n2\"}", "{\"X-A\":\"1\\u0000\"}");
        blame("headers.X-A", "headers", "{\"X-A\":\"" + "x".repeat(256) + "\"}");
        blame("headers", "headers", manyEntries("X-", 21));
    }

    private void metadata() {
        blame("metadata.", "metadata", "{\"\":\"1\"}");
        blame("metadata.k", "metadata", "{\"k\":\"\\u0000\"}", "{\"k\":\"\\uD800\"}");
        blame("metadata.k", "metadata", "{\"k\":\"" + "x".repeat(501) + "\"}");
        blame("metadata.a\uFFFDb", "metadata", "{\"a\\nb\":\"1\"}", "{\"a\\u0000b\":\"1\"}");
        blame("metadata." + "k".repeat(64) + "…", "metadata", "{\"" + "k".repeat(65) + "\":\"\"}");
    }

    private static String manyEntries(String prefix, int count) {
        StringBuilder entries = new StringBuilder("{\"" + prefix + "0\":\"\"");
        for (int i = 1; i < count; i++) {
            entries.append(",\"").append(prefix).append(i).append("\":\"\"");
        }
        return entries.append("}").toString();
    }

    private void attachments() {
        for (String name :
                List.of("../../etc/passwd", "a/b", "..\\\\b", "..", ".", "", " ", "C:\\\\a.txt")) {
            attachment("name", name, "text/plain", "YQ==");
        }
        for (String name :
                List.of("a\\u0000.txt", "a\\r\\nb", "a\\u202Egpj.exe", "x".repeat(256))) {
            attachment("name", name, "text/plain", "YQ==");
        }
        for (String type :
                List.of(
                        "",
                        "pdf",
                        "a/b/c",
                        "text/plain\\r\\nX: 1",
                        "text /plain",
                        "multipart/mixed")) {
            attachment("contentType", "a.txt", type, "YQ==");
        }
        attachment("contentType", "a.txt", "message/rfc822", "YQ==");
        attachment("contentType", "a.txt", "text/plain; name=\\\"a\\\"", "YQ==");
        for (String content : List.of("a", "a===", "YQ=", "YQ==x", "-_-_", "Y\\nQ==", "ä")) {
            attachment("contentBase64", "a.txt", "text/plain", content);
        }
        blame("attachments[0].name", "attachments", "[{}]");
        blame("attachments[0].contentBase64", "attachments", "[{\"name\":\"a\"}]");
        blame("attachments", "attachments", "[" + "{},".repeat(20) + "{}]");
        String tooMuch = "Q".repeat(14 * 1024 * 1024);
        blame(
                "attachments",
                "attachments",
                "[{\"name\":\"a\",\"contentType\":\"a/b\",\"contentBase64\":\"" + tooMuch + "\"}]");
    }

    private void attachment(String blamed, String name, String type, String content) {
        blame(
                "attachments[0]." + blamed,
                "attachments",
                "[{\"name\":\"%s\",\"contentType\":\"%s\",\"contentBase64\":\"%s\"}]"
                        .formatted(name, type, content));
    }
}
