package io.vestnik.bench.load;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the console takes to show what is stored, to somebody who has signed in. */
final class PageReads {
    private static final String LIST = "/console/notifications";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .build();
    private final String address;

    private PageReads(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Signs in as the first operator. */
    static PageReads signedIn(int port, String password) throws IOException {
        var reads = new PageReads(port);
        Matcher token = TOKEN.matcher(reads.get("/console/sign-in"));
        if (!token.find()) {
            throw new IOException("The page of the sign-in has no token");
        }
        String form =
                "name=admin&password=%s&_csrf=%s"
                        .formatted(
                                URLEncoder.encode(password, StandardCharsets.UTF_8),
                                URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                reads.send(
                        HttpRequest.newBuilder(URI.create(reads.address + "/console/sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build());
        if (answer.statusCode() != 302) {
            throw new IOException("Signing in is answered with " + answer.statusCode());
        }
        return reads;
    }

    /**
     * All of them, by what was asked.
     *
     * @param ids notifications to look at
     * @param recipients whose notifications to list
     */
    Map<String, Latencies> measure(List<UUID> ids, List<String> recipients) throws IOException {
        Map<String, Latencies> reads = new LinkedHashMap<>();
        reads.put("console: overview", of(_ -> "/console"));
        reads.put("console: list", of(_ -> LIST));
        reads.put("console: list by status=manual", of(_ -> LIST + "?status=manual"));
        reads.put(
                "console: list by status=sent, channel",
                of(_ -> LIST + "?status=sent&channel=email"));
        reads.put("console: list by words of a few", of(_ -> LIST + "?words=no+such+user"));
        reads.put("console: list by words of none", of(_ -> LIST + "?words=never+said"));
        reads.put(
                "console: list by recipient",
                of(n -> LIST + "?recipient=" + recipients.get(n % recipients.size())));
        reads.put("console: one notification", of(n -> LIST + "/" + ids.get(n % ids.size())));
        reads.put("console: desk", of(_ -> "/console/manual"));
        return reads;
    }

    private Latencies of(IntFunction<String> path) throws IOException {
        return Reads.times(this::get, path);
    }

    private String get(String path) throws IOException {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(address + path)).build());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " is answered with " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
