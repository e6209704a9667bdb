package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.testkit.http.ChatMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The show order of docs/demo.md, in the console alone. */
abstract class ConsoleShow {
    private static final Duration SOON = Duration.ofSeconds(8);

    private static final String OUT_OF_DATE = "#out-of-date:not([hidden])";

    private final ConsoleWorld world;
    private final Operator operator;
    private final Browser browser;

    ConsoleShow(ConsoleWorld world) {
        this.world = world;
        this.operator = world.operator();
        this.browser = world.browser();
    }

    @BeforeEach
    void signIn() {
        operator.signIn();
    }

    @AfterEach
    void bringTheFarSidesBack() {
        world.vestnik().vestnik("online").mustSucceed();
        world.telegram().accept();
        assertThat(browser.misdeeds()).isEmpty();
    }

    /** A page that is loaded again knows nothing of this. */
    private void mark() {
        browser.run("window.__same = true");
    }

    private void assertNeverLoadedAgain() {
        assertThat(browser.run("return window.__same")).isEqualTo(true);
    }

    @Test
    void online_aTestByTheFormIsSentBeforeTheEyesOfWhoeverSentIt() {
        operator.send("Email", "ann.show@example.com", "Your order has shipped");
        mark();

        operator.awaitStatus("sent", SOON);

        assertNeverLoadedAgain();
        assertThat(operator.attempts()).isEqualTo(1);
        assertThat(browser.page().text(".timeline")).contains("Attempt 1", "accepted", "kept as");
        assertThat(world.vestnik().inbox().count("ann.show@example.com")).isEqualTo(1);
    }

    @Test
    void offline_attemptsAppearByThemselvesUntilAPersonIsAskedWhoRetries() {
        world.vestnik().vestnik("offline").mustSucceed();
        operator.send("Email", "bob@example.com", "Nobody is at home");
        mark();

        int before = manual();
        assertThat(attemptsAsTheyAppear()).containsExactly(1, 2, 3, 4);
        operator.awaitStatus("manual", SOON);
        assertNeverLoadedAgain();
        assertThat(browser.page().text("main")).contains("refused the connection");

        String page = browser.address();
        operator.open("/console");
        assertThat(manual()).isEqualTo(before + 1);
        world.vestnik().vestnik("online").mustSucceed();
        browser.open(page);
        operator.choose("Retry");
        operator.awaitStatus("sent", SOON);

        assertThat(world.vestnik().inbox().count("bob@example.com")).isEqualTo(1);
        assertThat(browser.page().text(".timeline")).contains("Retried by admin", "Attempt 5");
        operator.open("/console");
        assertThat(manual()).isEqualTo(before);
    }

    /** How many wait for a person, as the navigation says. */
    private int manual() {
        String number = browser.page().content("#manual-badge");
        return number.isEmpty() ? 0 : Integer.parseInt(number);
    }

    /** Looks at the open page until it says manual; meanwhile the time left must go down. */
    private Set<Integer> attemptsAsTheyAppear() {
        Set<Integer> seen = new TreeSet<>();
        List<String> left = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    // First: the last attempt and the end of it appear together.
                    boolean over = operator.status().equals("manual");
                    seen.add(operator.attempts());
                    left.add(
                            String.valueOf(
                                    browser.run(
                                            "return document.querySelector('#live strong time')?.innerText")));
                    return over;
                });
        seen.remove(0);
        assertThat(left).contains("in 2 seconds", "in 1 second");
        return seen;
    }

    /** Browsers keep pages that were left, with their connections, of which there are six. */
    @Test
    void manyPagesOneAfterTheOtherAreThereAtOnce() {
        operator.send("Email", "ann@example.com", "Looked at again and again");
        operator.awaitStatus("sent", SOON);
        String page = browser.address();
        for (int i = 0; i < 8; i++) {
            browser.open(page);
            operator.open("/console");
        }
    }

    @Test
    void whatSomebodyTypesStaysWhileThePageGoesOn() {
        operator.open("/console");
        operator.type("reason-email", "The relay is being mo");
        mark();
        browser.run("document.getElementById('live').__old = true");
        world.api().accept("ann@example.com", "In the meantime");
        await().atMost(SOON)
                .until(() ->
                        browser.run("return !document.getElementById('live').__old").equals(true));

        browser.press("ved");

        assertThat(browser.run("return document.activeElement.value"))
                .isEqualTo("The relay is being moved");
        assertNeverLoadedAgain();
    }

    /** The page stops listening, and a minute goes by. */
    @Test
    void aPageThatHearsNothingSaysThatItMayBeOutOfDate() {
        operator.open("/console");
        assertThat(browser.page().count(OUT_OF_DATE)).isZero();

        browser.run("dispatchEvent(new Event('pagehide'))");
        browser.run("const now = Date.now; Date.now = () => now() + 60000");
        await().atMost(SOON).until(() -> browser.page().count(OUT_OF_DATE) == 1);
        assertThat(browser.page().text(OUT_OF_DATE)).contains("may be out of date");

        browser.run("dispatchEvent(new Event('pageshow'))");
        await().atMost(SOON).until(() -> browser.page().count(OUT_OF_DATE) == 0);
    }

    /** The browser's clock is one hour ahead of UTC in winter. */
    @Test
    void timesAreTypedByTheClockOfWhoeverLooksAndSharedInUtc() {
        operator.open("/console/notifications?createdFrom=2026-01-15T09:00");
        assertThat(browser.page().text("label[for=createdFrom]"))
                .isEqualTo("Accepted from (your time)");
        assertThat(browser.run("return document.getElementById('createdFrom').value"))
                .isEqualTo("2026-01-15T10:00");

        operator.type("recipient", "nobody@example.com");
        operator.choose("Show");

        assertThat(browser.address())
                .contains("recipient=nobody", "createdFrom=2026-01-15T09%3A00");
        assertThat(browser.run("return document.getElementById('createdFrom').value"))
                .isEqualTo("2026-01-15T10:00");
    }

    @Test
    void refused_itIsMendedAndSentAgainFromItsPage() {
        world.telegram().refuse("bot was blocked by the user");
        operator.send("Telegram", "100200300", "");
        operator.awaitStatus("manual", SOON);
        assertThat(browser.page().text(".timeline"))
                .contains("refused", "bot was blocked by the user");
        String original = browser.address();
        world.telegram().accept();

        operator.choose("Edit and resend");
        operator.type("recipient", "100200301");
        if (!browser.page().isTicked("#discardOriginal")) {
            operator.tick("#discardOriginal");
        }
        operator.choose("Send the copy");

        operator.idOfPage();
        operator.awaitStatus("sent", SOON);
        assertThat(browser.address()).isNotEqualTo(original);
        assertThat(world.telegram().messages())
                .extracting(ChatMessage::chat)
                .contains("100200301")
                .doesNotContain("100200300");
        browser.open(original);
        assertThat(operator.status()).isEqualTo("discarded");
    }
}
