package io.vestnik.api.console.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.notification.NotificationView.AttemptView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waits are told in the language of the page. */
class StepTest {
    private static final AttemptView ATTEMPT =
            new AttemptView(1, 1, Instant.EPOCH, null, null, null, null, null, "sender-1", true);

    private static Step.Attempted attempted(@Nullable Duration waits) {
        return new Step.Attempted(ATTEMPT, null, waits);
    }

    private static String units(String language) {
        return ResourceBundle.getBundle("messages.notifications", Locale.of(language))
                .getString("notifications.step.wait.units");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.2S, 1s, 1 с",
        "PT5.3S, 5s, 5 с",
        "PT1M30S, 1m30s, 1 мин 30 с",
        "PT1H, 1h, 1 ч",
        "PT25H, 25h, 25 ч",
        "P3DT2H, 3d2h, 3 д 2 ч"
    })
    void aWaitHasTheUnitsOfTheLanguage(Duration wait, String english, String russian) {
        Step.Attempted step = attempted(wait);

        assertThat(step.waitText(units(""))).isEqualTo(english);
        assertThat(step.waitText(units("ru")).replace('\u00a0', ' ')).isEqualTo(russian);
    }

    @Test
    void whatIsNotFollowedByAWaitHasNone() {
        assertThat(attempted(null).waitText(units(""))).isEmpty();
    }
}
