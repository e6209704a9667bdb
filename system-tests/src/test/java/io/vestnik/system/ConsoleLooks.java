package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each page, in both themes and on a telephone, can be read by everybody. */
abstract class ConsoleLooks {
    private static final Path PICTURES = Path.of("target/screenshots");

    /** With {@code write}, those that the documentation shows are renewed. */
    private static final boolean WANTED = "write".equals(System.getProperty("vestnik.pictures"));

    private static final Path DOCUMENTATION = Path.of("../docs/pictures");
    private static final List<String> SHOWN = List.of("overview", "list", "notification", "desk");
    private static final int NARROW = 390;
    private static final int WIDE = 1280;

    private static final String NARROWEST_FACT =
            "return Math.min(...[...document.querySelectorAll('.facts dd')].map(d => d.clientWidth))";

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
        Files.createDirectories(DOCUMENTATION);
        operator.signIn();
    }

    @AfterEach
    void asItWas() {
        world.vestnik().vestnik("online").mustSucceed();
        browser.width(WIDE);
        browser.colours("light");
    }

    @Test
    void everyPageCanBeReadByEverybodyAndFitsATelephone() throws IOException {
        var examples = new ConsoleExamples(world);
        String sent = "/console/notifications/" + examples.sent();
        String refused = "/console/notifications/" + examples.refused();
        String retrying = "/console/notifications/" + examples.retrying();
        look("notification", retrying);
        look("overview", "/console");
        look("list", "/console/notifications");
        world.vestnik().vestnik("online").mustSucceed();
        look("list-filtered", "/console/notifications?status=cancelled&words=nothing");
        look("list-wrong", "/console/notifications?recipient=nobody");
        look("sent", sent);
        look("sent-source", sent + "?show=source");
        look("refused", refused);
        lookAtTheDesk();
        look("edit", refused + "/edit");
        lookAtForms();
        look("nothing-here", "/console/nowhere");
        operator.open("/console");
        operator.choose("Русский");
        look("overview-ru", "/console");
        look("notification-ru", retrying);
        operator.choose("English");
        operator.open("/console");
        operator.signOut();
        look("sign-in", "/console/sign-in");

        assertThat(wrong).isEmpty();
    }

    @Test
    void oneLongWordLeavesRoomForAllOthers() {
        Map<String, Object> mail =
                Map.of(
                        "channel", "email",
                        "recipient", "ann@example.com",
                        "subject", "W".repeat(255),
                        "text", "x",
                        "metadata", Map.of("k".repeat(40), "v".repeat(200)));
        String id = world.api().post("/api/v1/notifications", mail).id();

        for (int width : List.of(WIDE, NARROW)) {
            browser.width(width);
            operator.open("/console/notifications/" + id);

            assertThat((Long) browser.run(NARROWEST_FACT)).as("at %d", width).isGreaterThan(80);
            assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
        }
    }

    private void lookAtTheDesk() throws IOException {
        look("desk", "/console/manual");
        operator.click("td a");
        look("group");
        operator.choose("Retry all…");
        look("group-retry");
        operator.click("main form button");
        operator.awaitPathBeginningWith("/console/runs/");
        look("run");
        look("runs", "/console/runs");
        look("audit", "/console/audit");
        look("keys", "/console/settings/keys");
        look("operators", "/console/settings/operators");
        look("password", "/console/settings/password");
    }

    private void lookAtForms() throws IOException {
        look("send", "/console/send");
        look("send-vk", "/console/send?channel=vk");
        operator.type("recipient", "nobody");
        operator.type("text", "Hello");
        operator.choose("Send");
        look("send-wrong");
        operator.open("/console");
        operator.choose("Pause", "channel-email", "The relay is being moved");
        look("overview-paused");
        operator.choose("Resume", "channel-email");
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
        Files.write(file, browser.picture(2600));
        if (WANTED && width == WIDE && scheme.equals("light") && SHOWN.contains(name)) {
            Files.write(DOCUMENTATION.resolve(name + ".png"), browser.picture(900));
        }
    }

    private void note(String page, List<?> found) {
        found.forEach(one -> wrong.add(page + ": " + one));
    }
}
