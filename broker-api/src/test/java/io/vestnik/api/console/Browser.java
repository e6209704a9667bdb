package io.vestnik.api.console;

import io.vestnik.api.ApiWorld;
import io.vestnik.api.RunningApi;
import io.vestnik.api.security.Caller;
import io.vestnik.api.security.Operators;
import io.vestnik.api.security.Role;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the console as a person's browser does: keeps cookies, sends the forms it was shown. */
public final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final Pattern FORM_ID =
            Pattern.compile("name=\"formId\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final String address;
    private String token = "";

    public Browser(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** A browser in which this operator has signed in. */
    public static Browser signedIn(int port, String name, String password) {
        var browser = new Browser(port);
        Page page = browser.signIn(name, password);
        if (page.status() != 302 || page.location().contains("sign-in")) {
            throw new IllegalStateException("not signed in: " + page);
        }
        browser.get("/console/settings/password");
        return browser;
    }

    /** A browser in which the admin of the tests has signed in. */
    public static Browser ofAdmin(RunningApi api) {
        return signedIn(api.port(), "admin", RunningApi.ADMIN_PASSWORD);
    }

    /** A browser in which a new operator has signed in who may only look. */
    public static Browser ofNewViewer(ApiWorld world, String name) {
        String password =
                world.api
                        .bean(Operators.class)
                        .make(new Caller("default", "admin"), name, Role.VIEW);
        world.sql.sql("update operator set password_temporary = false").update();
        return signedIn(world.api.port(), name, password);
    }

    /** What came back. */
    public record Page(int status, HttpResponse<String> response) {
        public String text() {
            return response.body();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** The id of the form on it. */
        public String formId() {
            Matcher found = FORM_ID.matcher(text());
            if (!found.find()) {
                throw new IllegalStateException("no form: " + text());
            }
            return found.group(1);
        }

        /** Where it leads, or nothing. */
        public String location() {
            return header("Location").orElse("");
        }
    }

    public Page signIn(String name, String password) {
        get("/console/sign-in");
        return post("/console/sign-in", "name", name, "password", password);
    }

    public Page get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    /** Sends a form with the token of the last page that had one. */
    public Page post(String path, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("_csrf");
        all.add(token);
        return postWithoutToken(path, all.toArray(String[]::new));
    }

    public Page postWithoutToken(String path, String... fields) {
        return send(form(path, fields).build());
    }

    /** A form as it is, for tests that add headers. */
    public HttpRequest.Builder form(String path, String... fields) {
        var body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    /** Follows redirects by hand, as often as there are any. */
    public Page follow(Page page) {
        Page next = page;
        while (next.status() == 302) {
            next = get(next.location().replace(address, ""));
        }
        return next;
    }

    public String token() {
        return token;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public Page send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            Matcher found = TOKEN.matcher(response.body());
            if (found.find()) {
                token = found.group(1);
            }
            return new Page(response.statusCode(), response);
        } catch (IOException e) {
            throw new IllegalStateException(request + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
