package io.vestnik.api.badinput;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that must be refused, and how; {@code field} is null where none is to blame. */
record BadRequest(
        String name,
        String method,
        String path,
        Map<String, String> headers,
        BodyPublisher body,
        int status,
        String field) {
    static final String NOTIFICATIONS = "/api/v1/notifications";

    /** A POST of JSON that is answered 400. */
    static BadRequest body(String name, String field, byte[] body) {
        return new BadRequest(
                name,
                "POST",
                NOTIFICATIONS,
                Map.of("Content-Type", "application/json"),
                BodyPublishers.ofByteArray(body),
                400,
                field);
    }

    /** A request without a body. */
    static BadRequest to(String method, String path, int status, String field) {
        return new BadRequest(
                method + " " + path,
                method,
                path,
                Map.of(),
                BodyPublishers.noBody(),
                status,
                field);
    }

    BadRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new BadRequest(
                name + ", " + header + ": " + shortened(value),
                method,
                path,
                more,
                body,
                status,
                field);
    }

    BadRequest answered(int otherStatus, String otherField) {
        return new BadRequest(name, method, path, headers, body, otherStatus, otherField);
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "… (" + text.length() + ")";
    }

    @Override
    public String toString() {
        return name + " -> " + status + (field == null ? "" : " " + field);
    }
}
