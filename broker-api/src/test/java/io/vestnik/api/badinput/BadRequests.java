package io.vestnik.api.badinput;

import static io.vestnik.api.badinput.BadRequest.NOTIFICATIONS;
import static io.vestnik.api.badinput.BadRequest.to;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests that are wrong in everything but the body. */
final class BadRequests {
    private static final String CHANNELS = "/api/v1/channels";
    private static final int TOO_LARGE = 16 * 1024 * 1024 + 1;
    private static final String VALID = BadBodies.json(Map.of());
    private static final String UNKNOWN = UUID.randomUUID().toString();

    private final List<BadRequest> cases = new ArrayList<>();

    static List<BadRequest> all() {
        BadRequests requests = new BadRequests();
        requests.keys();
        requests.mediaTypes();
        requests.sizes();
        requests.idempotencyKeys();
        requests.addresses();
        requests.parameters();
        requests.decisions();
        requests.channels();
        return requests.cases;
    }

    private static BadRequest valid() {
        return BadRequest.body("valid body", null, VALID.getBytes(UTF_8));
    }

    private void keys() {
        for (String authorization :
                List.of(
                        "",
                        "Bearer",
                        "Bearer ",
                        "Bearer x",
                        "Bearer vst_test_0123456789abcdef0124",
                        "Bearer vst_test_0123456789abcdef0123 x",
                        "Basic dnN0Og==",
                        "vst_test_0123456789abcdef0123",
                        "Bearer " + "x".repeat(5_000))) {
            cases.add(valid().with("Authorization", authorization).answered(401, null));
            cases.add(
                    to("GET", NOTIFICATIONS + "/" + UNKNOWN, 401, null)
                            .with("Authorization", authorization));
        }
    }

    private void mediaTypes() {
        for (String type :
                List.of(
                        "",
                        "text/plain",
                        "application/xml",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/json; charset=utf-16",
                        "application/json; charset=iso-8859-1",
                        "application/jsonp",
                        "application/problem+json",
                        "application/*",
                        "*/*",
                        "json",
                        "application/json, text/plain")) {
            cases.add(valid().with("Content-Type", type).answered(415, null));
        }
        cases.add(valid().with("Content-Encoding", "gzip").answered(415, null));
        cases.add(valid().with("Accept", "text/html").answered(406, null));
        cases.add(valid().with("Accept", "application/xml").answered(406, null));
    }

    private void sizes() {
        byte[] large = " ".repeat(TOO_LARGE).getBytes(UTF_8);
        cases.add(large("one byte over the limit", BodyPublishers.ofByteArray(large)));
        cases.add(
                large(
                        "one byte over the limit in chunks",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
        cases.add(large("50 MB", BodyPublishers.ofByteArray(new byte[50_000_000])));
    }

    private static BadRequest large(String name, java.net.http.HttpRequest.BodyPublisher body) {
        return new BadRequest(
                name,
                "POST",
                NOTIFICATIONS,
                Map.of("Content-Type", "application/json"),
                body,
                413,
                null);
    }

    private void idempotencyKeys() {
        for (String key : List.of("", "x".repeat(256), "a\tb")) {
            cases.add(valid().with("Idempotency-Key", key).answered(400, "Idempotency-Key"));
        }
    }

    private void addresses() {
        for (String path : List.of("/api", "/api/", "/error", "/actuator/health", "/index.html")) {
            cases.add(to("GET", path, path.startsWith("/api/") ? 404 : 404, null));
        }
        cases.add(to("GET", "/api/v1", 404, null));
        cases.add(to("GET", "/api/v2/notifications", 404, null));
        cases.add(to("GET", NOTIFICATIONS + "/", 404, null));
        cases.add(to("GET", NOTIFICATIONS + "/" + UNKNOWN + "/attempts", 404, null));
        for (String path : List.of("/api/v1/notifications/%00", "/api/v1/..;/x", "/api//v1")) {
            cases.add(to("GET", path, 400, null));
        }
        cases.add(to("GET", NOTIFICATIONS + "/%2e%2e/x", 400, null));
        for (String method : List.of("PUT", "DELETE", "PATCH")) {
            cases.add(to(method, NOTIFICATIONS, 405, null));
            cases.add(to(method, NOTIFICATIONS + "/" + UNKNOWN, 405, null));
        }
        cases.add(to("GET", NOTIFICATIONS + "/" + UNKNOWN + "/retry", 405, null));
        for (String id : List.of(UNKNOWN, "1", "1-1-1-1-1", "null", UNKNOWN + "0", "' or 1=1--")) {
            String encoded = id.replace(" ", "%20");
            cases.add(to("GET", NOTIFICATIONS + "/" + encoded, 404, null));
            cases.add(to("POST", NOTIFICATIONS + "/" + encoded + "/retry", 404, null));
        }
    }

    private void parameters() {
        parameter("status", "", "gone", "QUEUED", "queued,sent", "%00");
        parameter("channel", "", "sms", "EMAIL");
        parameter("recipient", "", "ann", "ann@localhost", "ann@example.com%0D%0A", "%25");
        parameter("limit", "", "0", "101", "-1", "1.5", "ten", "99999999999", "%2B5", "0x10");
        parameter(
                "cursor",
                "",
                "x",
                "AAAA",
                "A".repeat(32) + "=",
                "%C3%A4",
                "_".repeat(32),
                "f" + "_".repeat(31));
        parameter("offset", "5");
        parameter("owner", "default");
        parameter("Status", "queued");
        cases.add(to("GET", NOTIFICATIONS + "?limit=1&limit=2", 400, "limit"));
        cases.add(to("GET", NOTIFICATIONS + "/" + UNKNOWN + "?full=1", 400, "full"));
        cases.add(to("POST", NOTIFICATIONS + "?dryRun=1", 400, "dryRun"));
        cases.add(to("POST", NOTIFICATIONS + "/" + UNKNOWN + "/retry?force=1", 400, "force"));
    }

    private void parameter(String name, String... values) {
        for (String value : values) {
            cases.add(to("GET", NOTIFICATIONS + "?" + name + "=" + value, 400, name));
        }
    }

    private void decisions() {
        for (String action : List.of("retry", "cancel", "discard")) {
            decision(action, "{\"reason\":5}", 400, "reason");
            decision(action, "{\"reason\":\"\"}", 400, "reason");
            decision(action, "{\"reason\":\"a\\nb\"}", 400, "reason");
            decision(action, "{\"reason\":\"" + "x".repeat(256) + "\"}", 400, "reason");
            decision(action, "{\"why\":\"x\"}", 400, "why");
            decision(action, "{", 400, "body");
            decision(action, "[]", 400, "body");
            decision(action, "{\"reason\":\"valid\"}", 404, null);
        }
        cases.add(to("POST", NOTIFICATIONS + "/" + UNKNOWN + "/delete", 404, null));
    }

    private void decision(String action, String body, int status, String field) {
        cases.add(
                new BadRequest(
                        action + " " + BadRequest.shortened(body),
                        "POST",
                        NOTIFICATIONS + "/" + UNKNOWN + "/" + action,
                        Map.of("Content-Type", "application/json"),
                        BodyPublishers.ofString(body),
                        status,
                        field));
    }

    private void channels() {
        for (String action : List.of("pause", "resume")) {
            channel(action, "{\"reason\":5}", 400, "reason");
            channel(action, "{\"reason\":\"\"}", 400, "reason");
            channel(action, "{\"reason\":\" \"}", 400, "reason");
            channel(action, "{\"reason\":\"a\\nb\"}", 400, "reason");
            channel(action, "{\"reason\":\"a\\u0000b\"}", 400, "reason");
            channel(action, "{\"reason\":\"a\\ud800b\"}", 400, "reason");
            channel(action, "{\"reason\":\"" + "x".repeat(501) + "\"}", 400, "reason");
            channel(action, "{\"reason\":\"x\",\"reason\":\"y\"}", 400, "reason");
            channel(action, "{\"why\":\"x\"}", 400, "why");
            channel(action, "{", 400, "body");
            channel(action, "[]", 400, "body");
            channel(action, "null", 400, "body");
            cases.add(to("POST", CHANNELS + "/email/" + action + "?force=1", 400, "force"));
            cases.add(to("GET", CHANNELS + "/email/" + action, 405, null));
            for (String name : List.of("sms", "EMAIL", "email%20", "'")) {
                cases.add(to("POST", CHANNELS + "/" + name + "/" + action, 404, null));
            }
        }
        channel("pause", "", 400, "reason");
        channel("pause", "{}", 400, "reason");
        channel("pause", "{\"reason\":null}", 400, "reason");
        channel("delete", "{\"reason\":\"x\"}", 404, null);
        cases.add(to("GET", CHANNELS + "/sms", 404, null));
        cases.add(to("GET", CHANNELS + "?state=paused", 400, "state"));
        cases.add(to("GET", CHANNELS + "/email?full=1", 400, "full"));
        cases.add(to("DELETE", CHANNELS + "/email", 405, null));
        cases.add(to("POST", CHANNELS, 405, null));
        cases.add(to("GET", CHANNELS, 401, null).with("Authorization", "Bearer x"));
    }

    private void channel(String action, String body, int status, String field) {
        cases.add(
                new BadRequest(
                        "channel " + action + " " + BadRequest.shortened(body),
                        "POST",
                        CHANNELS + "/email/" + action,
                        Map.of("Content-Type", "application/json"),
                        BodyPublishers.ofString(body),
                        status,
                        field));
    }
}
