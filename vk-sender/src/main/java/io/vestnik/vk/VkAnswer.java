package io.vestnik.vk;

import io.vestnik.delivery.http.CallResult;
import io.vestnik.delivery.http.CallResult.Answered;
import io.vestnik.delivery.http.CallResult.Lost;
import io.vestnik.delivery.http.CallResult.NotConnected;
import io.vestnik.delivery.http.CallResult.NotTrusted;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What came of one call, with VK's errors taken out of the answers with status 200. */
sealed interface VkAnswer {
    /** It did what was asked. */
    record Response(JsonNode value) implements VkAnswer {}

    /**
     * It did not.
     *
     * @param code VK's own
     * @param words its message, and what a person needs to see
     */
    record Failure(int code, String words) implements VkAnswer {}

    /** Nobody could be reached. */
    record Unreachable(String words) implements VkAnswer {}

    /** Its certificate is not trusted. */
    record Untrusted(String words) implements VkAnswer {}

    /** Somebody else answered before it, and did not let the call through. */
    record Foreign(String words) implements VkAnswer {}

    /** It may have done what was asked. */
    record Unknown(String words) implements VkAnswer {}

    /** What VK adds when only a person can go on. */
    List<String> FOR_PEOPLE =
            List.of("captcha_img", "captcha_sid", "redirect_uri", "confirmation_text");

    static VkAnswer of(CallResult result) {
        return switch (result) {
            case NotConnected(String words) -> new Unreachable(words);
            case NotTrusted(String words) -> new Untrusted(words);
            case Lost(String words) -> new Unknown(words);
            case Answered(int status, String body) -> of(status, json(body), body);
        };
    }

    private static VkAnswer of(int status, JsonNode answer, String body) {
        JsonNode error = answer.path("error");
        if (error.path("error_code").isIntegralNumber()) {
            return new Failure(error.path("error_code").asInt(), words(error));
        }
        if (status == 200 && answer.has("response")) {
            return new Response(answer.path("response"));
        }
        // VK's own errors come with 200; a gateway that gave up waiting (408) may have passed it
        // on.
        return status >= 400 && status < 500 && status != 408
                ? new Foreign((status + " " + body).strip() + "; this is no answer of VK")
                : new Unknown("VK gave an answer out of order: " + status + " " + body);
    }

    private static String words(JsonNode error) {
        StringBuilder words =
                new StringBuilder()
                        .append(error.path("error_code").asInt())
                        .append(' ')
                        .append(error.path("error_msg").asString(""));
        for (String name : FOR_PEOPLE) {
            if (error.has(name)) {
                words.append("; ").append(name).append(' ').append(error.path(name).asString(""));
            }
        }
        return words.toString();
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException none) {
            return MissingNode.getInstance();
        }
    }
}
