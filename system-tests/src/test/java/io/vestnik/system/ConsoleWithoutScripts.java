package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console works where no script runs; with one it only does so sooner. */
abstract class ConsoleWithoutScripts {
    private final Operator operator;
    private final Browser browser;

    ConsoleWithoutScripts(ConsoleWorld world) {
        this.operator = world.operator();
        this.browser = world.browser();
    }

    @BeforeEach
    void withoutScripts() {
        browser.scripts(false);
        operator.signIn();
    }

    @AfterEach
    void withScripts() {
        browser.scripts(true);
    }

    @Test
    void aTestIsSentAndAChannelPausedAndResumed() {
        operator.send("Email", "eve@example.com", "Without scripts");
        String page = browser.address();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> {
                    browser.open(page);
                    return operator.status().equals("sent");
                });
        assertThat(browser.page().texts(".timeline time"))
                .isNotEmpty()
                .allMatch(time -> time.endsWith(" UTC"));

        operator.open("/console");
        operator.choose("Pause", "channel-email", "The relay is being moved");
        operator.open("/console");
        assertThat(browser.page().text("main"))
                .contains("Paused by admin", "The relay is being moved");
        operator.choose("Resume", "channel-email");
        operator.open("/console");
        assertThat(browser.page().count("#reason-email")).isEqualTo(1);
    }
}
