package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.testkit.http.ScriptedTelegram;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers write is text to the console, wherever it stands. */
abstract class ConsoleSafety {
    private final ConsoleWorld world;
    private final Operator operator;
    private final Browser browser;

    ConsoleSafety(ConsoleWorld world) {
        this.world = world;
        this.operator = world.operator();
        this.browser = world.browser();
    }

    @BeforeEach
    void signIn() {
        operator.signIn();
    }

    @AfterEach
    void bringTelegramBack() {
        world.telegram().accept();
    }

    @Test
    void aScriptThatRunsWouldBeNoticedAndSoWouldABreachOfThePolicy() {
        browser.open("data:text/html,<body><img src=x onerror=window.__ran=1></body>");
        await().untilAsserted(() ->
                assertThat(browser.misdeeds()).contains("a script of a stranger ran"));

        operator.open("/console");
        browser.run(
                "document.body.insertAdjacentHTML('beforeend', arguments[0])",
                "<img src=x onerror=window.__ran=1>");
        await().untilAsserted(() ->
                assertThat(browser.misdeeds())
                        .anyMatch(misdeed -> misdeed.startsWith("policy: script-src")));
    }

    @Test
    void whatACallerSendsIsText() {
        for (String body : HostileBodies.ALL) {
            String page = "/console/notifications/" + accept(mail(body));
            visit(page);
            assertThat(browser.page().content("h1")).isEqualTo(body);
            visit(page + "?show=source");
            assertThat(browser.page().content("main")).contains("\"subject\"");
            visit(page + "/edit");
            assertThat(browser.run("return document.getElementById('subject').value"))
                    .isEqualTo(body);
        }
        visit("/console/notifications");
    }

    @Test
    void whatAFarSideOrAPersonSaysIsText() {
        HostileBodies.ALL.forEach(body ->
                world.telegram()
                        .answerNext(ScriptedTelegram.error(403, "Forbidden: " + body, Map.of())));
        List<String> ids = HostileBodies.ALL.stream().map(body -> accept(chat(body))).toList();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ids.stream().allMatch(id -> world.api().status(id).equals("manual")));
        visit("/console/notifications");
        visit("/console/manual");
        operator.click("td a");
        assertThat(browser.misdeeds()).isEmpty();
        Set<String> said = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String body = HostileBodies.ALL.get(i);
            String path = "/" + ids.get(i);
            world.api().post("/api/v1/notifications" + path + "/discard", Map.of("reason", body));
            visit("/console/notifications" + path);
            assertThat(browser.page().content("#what pre")).isEqualTo(body);
            assertThat(browser.page().content(".timeline > li:last-child p")).isEqualTo(body);
            said.add(browser.page().content(".timeline pre").replace("403 Forbidden: ", ""));
        }
        assertThat(said).containsAll(HostileBodies.ALL);
    }

    @Test
    void whyManyAreDecidedAboutIsText() {
        String body = String.join(" ", HostileBodies.ALL.subList(0, 3));
        world.telegram().refuse("no");
        String id = accept(chat("Hello"));
        await().atMost(Duration.ofSeconds(10)).until(() -> world.api().status(id).equals("manual"));
        var order = Map.of("action", "discard", "ids", List.of(id), "reason", body);
        String run = world.api().post("/api/v1/runs", order).id();

        visit("/console/runs/" + run);
        assertThat(browser.page().content("main")).contains(body);
        visit("/console/runs");
        visit("/console/audit");
        assertThat(browser.page().content("main")).contains(body);
    }

    @Test
    void whyAChannelIsPausedIsText() {
        for (String body : HostileBodies.ALL) {
            world.api().post("/api/v1/channels/email/pause", Map.of("reason", body));
            world.api().post("/api/v1/channels/email/resume", Map.of("reason", body));
        }
        await().until(() -> {
            operator.open("/console");
            return browser.page().count("#reason-email") == 1;
        });
        operator.choose("Pause", "channel-email", HostileBodies.ALL.getFirst());
        assertThat(browser.misdeeds()).isEmpty();
        assertThat(browser.page().text("main")).contains(HostileBodies.ALL.getFirst());
        browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
        operator.choose("Resume", "channel-email");
        assertThat(browser.misdeeds()).isEmpty();
    }

    @Test
    void whatStandsInTheAddressIsText() {
        for (String body : HostileBodies.ALL) {
            String text = encode(body);
            visit(
                    "/console/notifications?id=%1$s&recipient=%1$s&words=%1$s&metadata=%1$s"
                                    .formatted(text)
                            + "&status=%1$s&channel=%1$s&createdFrom=%1$s&cursor=%1$s"
                                    .formatted(text));
            visit("/console/send?recipient=%1$s&subject=%1$s&text=%1$s&html=%1$s".formatted(text));
            assertThat(browser.run("return document.getElementById('text').value")).isEqualTo(body);
        }
        String all = encode(String.join(" ", HostileBodies.ALL));
        visit("/console/sign-in?next=%1$s&word=%1$s".formatted(all));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String accept(Map<String, Object> notification) {
        var answer = world.api().post("/api/v1/notifications", notification);
        assertThat(answer.status()).as("%s to %s", answer, notification).isEqualTo(202);
        return answer.id();
    }

    private static Map<String, Object> mail(String body) {
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("channel", "email");
        mail.put("recipient", HostileBodies.localPart(body) + "@example.com");
        mail.put("subject", body);
        mail.put("text", body);
        mail.put("html", body);
        mail.put("fromName", body);
        mail.put("metadata", Map.of(HostileBodies.key(body), body));
        mail.put(
                "attachments",
                List.of(
                        Map.of(
                                "name", HostileBodies.fileName(body),
                                "contentType", "text/html",
                                "contentBase64", "PHNjcmlwdD4=")));
        return mail;
    }

    private static Map<String, Object> chat(String body) {
        return Map.of(
                "channel",
                "telegram",
                "recipient",
                String.valueOf(424_200 + HostileBodies.ALL.indexOf(body)),
                "text",
                body,
                "metadata",
                Map.of(HostileBodies.key(body), body));
    }

    private void visit(String path) {
        operator.open(path);
        assertThat(browser.misdeeds()).as(path).isEmpty();
        assertThat(browser.run("return document.documentElement.innerHTML"))
                .asString()
                .as(path)
                .doesNotContain(HostileBodies.EVALUATED);
    }
}
