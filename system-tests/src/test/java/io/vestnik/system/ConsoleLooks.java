package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each page, in both themes and on a telephone, can be read by everybody. */
abstract class ConsoleLooks {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int NARROW = 390;
    private static final int WIDE = 1280;

    private final Axe axe = new Axe();
    private final List<String> wrong = new ArrayList<>();
    private final ConsoleWorld world;
    private final Operator operator;
    private final Browser browser;

    ConsoleLooks(ConsoleWorld world) {
        this.world = world;
        this.operator = world.operator();
        this.browser = world.browser();
    }

    @BeforeEach
    void signIn() throws IOException {
        Files.createDirectories(PICTURES);
        operator.signIn();
    }

    @AfterEach
    void asItWas() {
        world.telegram().accept();
        browser.width(WIDE);
        browser.colours("light");
    }

    @Test
    void everyPageCanBeReadByEverybodyAndFitsATelephone() throws IOException {
        world.telegram().refuse("bot was blocked by the user");
        String manual = accept("telegram", "77001", 1);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> world.api().status(manual).equals("manual"));
        String sent = accept("email", "carol@example.com", 4);
        world.telegram().defer("try again later");
        String retrying = accept("telegram", "77002", 50);

        look("overview", "/console");
        look("list", "/console/notifications");
        look("list-filtered", "/console/notifications?status=cancelled&words=nothing");
        look("list-wrong", "/console/notifications?recipient=nobody");
        look("sent", "/console/notifications/" + sent);
        look("sent-source", "/console/notifications/" + sent + "?show=source");
        look("manual", "/console/notifications/" + manual);
        look("retrying", "/console/notifications/" + retrying);
        look("send", "/console/send");
        look("send-telegram", "/console/send?channel=telegram");
        look("send-vk", "/console/send?channel=vk");
        operator.type("recipient", "nobody");
        operator.type("text", "Hello");
        operator.choose("Send");
        look("send-wrong");
        look("nothing-here", "/console/nowhere");
        operator.open("/console");
        operator.choose("Pause", "channel-email", "The relay is being moved");
        look("overview-paused");
        operator.choose("Resume", "channel-email");
        operator.choose("Русский");
        look("overview-ru", "/console");
        look("retrying-ru", "/console/notifications/" + retrying);
        operator.choose("English");
        operator.signOut();
        look("sign-in", "/console/sign-in");

        assertThat(wrong).isEmpty();
    }

    private String accept(String channel, String recipient, int maxAttempts) {
        Map<String, Object> body = new java.util.HashMap<>();
        body.put("channel", channel);
        body.put("recipient", recipient);
        body.put("text", "Hello Carol,\n\nyour order 42 has been handed to the carrier.");
        body.put("maxAttempts", maxAttempts);
        body.put("metadata", Map.of("orderId", "42", "shop", "northern-branch"));
        if (channel.equals("email")) {
            body.put("subject", "Your order has shipped");
            body.put("html", "<h1>On its way</h1><p>Your order <b>42</b> has shipped.</p>");
            body.put(
                    "attachments",
                    List.of(
                            Map.of(
                                    "name", "invoice.pdf",
                                    "contentType", "application/pdf",
                                    "contentBase64", "JVBERi0x")));
        }
        return world.api().post("/api/v1/notifications", body).id();
    }

    private void look(String name, String path) throws IOException {
        operator.open(path);
        look(name);
    }

    /** At the page that is open. */
    private void look(String name) throws IOException {
        note(name, browser.misdeeds());
        note(name, axe.violations(browser));
        picture(name, "light", WIDE);
        picture(name, "light", NARROW);
        browser.colours("dark");
        picture(name, "dark", NARROW);
        browser.width(WIDE);
        note(name + ", dark", axe.paleTexts(browser));
        picture(name, "dark", WIDE);
        browser.colours("light");
    }

    private void picture(String name, String scheme, int width) throws IOException {
        browser.width(width);
        long needed = (Long) browser.run("return document.documentElement.scrollWidth");
        if (needed > width) {
            wrong.add("%s is %d wide where %d are there".formatted(name, needed, width));
        }
        Path file = PICTURES.resolve("%s-%d-%s.png".formatted(name, width, scheme));
        Files.write(file, browser.picture());
    }

    private void note(String page, List<?> found) {
        found.forEach(one -> wrong.add(page + ": " + one));
    }
}
