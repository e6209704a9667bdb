package io.vestnik.testkit.http;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer of an API.
 *
 * @param status of HTTP
 * @param body JSON, or what a broken gateway says
 */
public record HttpAnswer(int status, String body) {
    static HttpAnswer json(int status, Map<String, ?> body) {
        return new HttpAnswer(status, JsonMapper.shared().writeValueAsString(body));
    }
}
