package io.vestnik.vk;

import io.vestnik.delivery.http.FarSideHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls methods of VK's API; the token goes into the body, where nobody logs it. */
final class VkApi implements AutoCloseable {
    /** The version whose answers {@link VkReplies} knows. */
    private static final String VERSION = "5.199";

    private final FarSideHttp http;
    private final String token;

    VkApi(VkProperties settings) {
        this.http = new FarSideHttp(settings.http());
        this.token = settings.token();
    }

    VkAnswer call(String method, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("access_token", token);
        all.put("v", VERSION);
        String form =
                all.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return VkAnswer.of(
                http.post(
                        "/method/" + method,
                        "application/x-www-form-urlencoded",
                        form.getBytes(StandardCharsets.US_ASCII),
                        Map.of()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
