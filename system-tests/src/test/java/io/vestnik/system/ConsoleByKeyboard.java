package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Everything at the console can be done without a mouse, and one sees where one is. */
abstract class ConsoleByKeyboard {
    /** Where the focus is: its place in the document, what it is, whether one sees it. */
    private static final String FOCUS =
            """
            const one = document.activeElement, box = one.getBoundingClientRect();
            const look = getComputedStyle(one);
            return {
                place: Array.from(document.querySelectorAll('*')).indexOf(one),
                inMain: !!one.closest('main') && one.tagName !== 'MAIN',
                name: one.tagName + ' ' + (one.innerText || one.id || ''),
                seen: box.height > 1 && box.top >= 0 && box.bottom <= innerHeight
                    && box.left >= 0 && box.right <= innerWidth,
                free: document.elementFromPoint(box.left + 3, box.top + box.height / 2) === one,
                framed: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
            }\
            """;

    private static final int MOST_STOPS = 80;
    private static final List<String> PAGES =
            List.of("/console", "/console/notifications", "/console/manual", "/console/send");

    private final ConsoleWorld world;
    private final Operator operator;
    private final Browser browser;

    ConsoleByKeyboard(ConsoleWorld world) {
        this.world = world;
        this.operator = world.operator();
        this.browser = world.browser();
    }

    @AfterEach
    void bringTelegramBack() {
        world.telegram().accept();
        assertThat(browser.misdeeds()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> focus() {
        return (Map<String, Object>) browser.run(FOCUS);
    }

    private void signInByKeyboard() {
        operator.open("/console/sign-in");
        browser.forget();
        operator.open("/console/sign-in");
        browser.press("admin", Keys.TAB, operator.password(), Keys.ENTER);
        operator.awaitPath("/console");
    }

    /** Goes on with the tabulator until it is at what says this. */
    private void tabTo(String words) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            browser.press(Keys.TAB);
            if (String.valueOf(focus().get("name")).endsWith(" " + words)) {
                return;
            }
        }
        throw new IllegalStateException("No tabulator leads to " + words);
    }

    @Test
    void itLeadsFromTheSignInToARetry() {
        world.telegram().refuse("bot was blocked by the user");
        signInByKeyboard();
        tabTo("Send a test");
        operator.enter();
        operator.awaitPath("/console/send");
        tabTo("Telegram");
        operator.enter();
        operator.awaitPath("/console/send");
        tabTo("recipient");
        browser.press("55667788", Keys.TAB, "Hello by keyboard");
        tabTo("Send");
        operator.enter();
        operator.idOfPage();
        operator.awaitStatus("manual", Duration.ofSeconds(10));
        world.telegram().accept();

        tabTo("Notifications");
        operator.enter();
        operator.awaitPath("/console/notifications");
        tabTo("55667788");
        operator.enter();
        operator.idOfPage();
        tabTo("Retry");
        operator.enter();

        operator.awaitStatus("sent", Duration.ofSeconds(10));
    }

    @Test
    void theDeskIsWorkedWithSingleKeys() {
        world.telegram().refuse("user is deactivated");
        List<String> ids = Stream.of("990001", "990002").map(this::accept).toList();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ids.stream().allMatch(id -> world.api().status(id).equals("manual")));
        world.telegram().accept();
        signInByKeyboard();
        operator.open("/console/manual");

        browser.press("j", Keys.ENTER);
        operator.awaitPathBeginningWith("/console/manual/groups/");
        browser.press("?");
        assertThat(browser.page().text("dialog")).contains("next, previous row");
        browser.press(Keys.ESCAPE);
        browser.press("j", "x", "j", "x", "k");
        assertThat(browser.page().count("tr[aria-selected=true]")).isEqualTo(2);
        assertThat(focus().get("framed")).isEqualTo(true);
        browser.press("r");

        operator.awaitPathBeginningWith("/console/runs/");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ids.stream().allMatch(id -> world.api().status(id).equals("sent")));
    }

    @Test
    void whatHasTheFocusIsNotUnderTheBarOfTheGroup() {
        world.telegram().refuse("chat not found");
        List<String> ids = IntStream.range(990100, 990120).mapToObj(this::accept).toList();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ids.stream().allMatch(id -> world.api().status(id).equals("manual")));
        signInByKeyboard();
        operator.open("/console/manual");
        browser.press("j", Keys.ENTER);
        operator.awaitPathBeginningWith("/console/manual/groups/");

        for (int row = 0; row < ids.size(); row++) {
            browser.press("j");
            assertThat(focus()).as("row %d", row).containsEntry("free", true);
        }
    }

    private String accept(int recipient) {
        return accept(String.valueOf(recipient));
    }

    private String accept(String recipient) {
        var body = Map.of("channel", "telegram", "recipient", recipient, "text", "By keyboard");
        return world.api().post("/api/v1/notifications", body).id();
    }

    @Test
    void theFirstStopLeadsPastTheNavigation() {
        signInByKeyboard();
        browser.press(Keys.TAB);
        assertThat(focus().get("name")).isEqualTo("A Skip to the page");
        assertThat(focus().get("seen")).isEqualTo(true);

        browser.press(Keys.ENTER);
        browser.press(Keys.TAB);

        assertThat(focus().get("inMain")).isEqualTo(true);
    }

    @Test
    void theFocusGoesInTheOrderOfThePageAndIsAlwaysSeen() {
        signInByKeyboard();
        for (String page : PAGES) {
            operator.open(page);
            List<Map<?, ?>> stops = stops();
            assertThat(stops).as(page).hasSizeGreaterThan(8);
            assertThat(stops).as(page).allMatch(stop -> stop.get("seen").equals(true));
            assertThat(stops).as(page).allMatch(stop -> stop.get("framed").equals(true));
            assertThat(stops).as(page).extracting(ConsoleByKeyboard::place).isSorted();
        }
    }

    /** All places where the tabulator stops, once around the page. */
    private List<Map<?, ?>> stops() {
        List<Map<?, ?>> stops = new ArrayList<>();
        while (stops.size() < MOST_STOPS) {
            browser.press(Keys.TAB);
            Map<?, ?> stop = focus();
            if (!stops.isEmpty() && place(stop) <= place(stops.getFirst())) {
                return stops;
            }
            stops.add(stop);
        }
        return stops;
    }

    private static long place(Map<?, ?> stop) {
        return ((Number) stop.get("place")).longValue();
    }
}
