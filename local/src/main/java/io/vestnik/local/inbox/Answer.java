package io.vestnik.local.inbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What goes back to a browser or a script. */
@SuppressWarnings("ArrayRecordComponent") // Two answers are never compared.
record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(String contentType, byte[] body) {
        return new Answer(200, contentType, Map.of(), body);
    }

    static Answer json(Object value) {
        return of("application/json", JSON.writeValueAsBytes(value));
    }

    /** An error, in one sentence for the reader. */
    static Answer refusal(int status, String sentence) {
        Answer problem = json(Map.of("status", status, "detail", sentence));
        return new Answer(status, "application/problem+json", Map.of(), problem.body());
    }

    static Answer empty(int status) {
        return new Answer(status, "text/plain; charset=utf-8", Map.of(), new byte[0]);
    }

    static Answer text(byte[] body) {
        return of("text/plain; charset=utf-8", body);
    }

    static Answer html(String page) {
        return of("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, Map.copyOf(more), body);
    }
}
