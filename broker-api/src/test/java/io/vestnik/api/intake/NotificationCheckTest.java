package io.vestnik.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.api.intake.NewNotification.NewAttachment;
import io.vestnik.api.problem.FieldProblem;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.contract.Channel;
import io.vestnik.contract.OnUncertain;
import io.vestnik.contract.Priority;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What is said about a request; that each trick is refused is BadInputIT's part. */
class NotificationCheckTest {
    private static final Set<Channel> ALL = EnumSet.allOf(Channel.class);
    private static final UsualChoices USUAL = new UsualChoices(11, Map.of(), ALL);

    private static NewNotification minimal() {
        return new NewNotification(
                "email",
                "ann@example.com",
                "Hello",
                "text",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void whatIsLeftOutGetsItsDefault() {
        CheckedNotification checked = NotificationCheck.check(minimal(), USUAL);

        assertThat(checked.channel()).isEqualTo(Channel.EMAIL);
        assertThat(checked.maxAttempts()).isEqualTo(11);
        assertThat(checked.onUncertain()).isEqualTo(OnUncertain.RESEND);
        assertThat(checked.priority()).isEqualTo(Priority.NORMAL);
        assertThat(checked.attachments()).isEmpty();
        assertThat(checked.metadata()).isEmpty();
        assertThat(checked.content().headers()).isEmpty();
    }

    @Test
    void aChannelMayHoldWhatIsUncertain() {
        var usual = new UsualChoices(11, Map.of(Channel.EMAIL, OnUncertain.HOLD), ALL);

        assertThat(NotificationCheck.check(minimal(), usual).onUncertain())
                .isEqualTo(OnUncertain.HOLD);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var wrong =
                new NewNotification(
                        "pigeon",
                        "nobody",
                        "a\r\nb",
                        "\u0000",
                        null,
                        "\n",
                        "x@y@z",
                        Map.of("Bcc", "a@example.com"),
                        List.of(new NewAttachment("../x", "pdf", "?")),
                        Map.of("", "v"),
                        99,
                        "perhaps",
                        "urgent");

        assertThatThrownBy(() -> NotificationCheck.check(wrong, USUAL))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(problem ->
                        assertThat(problem.getBody().getDetail())
                                .isEqualTo(
                                        "channel must be one of [email, telegram, vk] (and 13 more)"))
                .extracting(problem -> problem.getBody().getProperties().get("errors"))
                .asInstanceOf(InstanceOfAssertFactories.list(FieldProblem.class))
                .extracting(FieldProblem::field)
                .containsExactly(
                        "channel",
                        "recipient",
                        "subject",
                        "text",
                        "fromName",
                        "replyTo",
                        "headers.Bcc",
                        "attachments[0].name",
                        "attachments[0].contentType",
                        "attachments[0].contentBase64",
                        "metadata.",
                        "maxAttempts",
                        "onUncertain",
                        "priority");
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        var atTheLimit =
                new NewNotification(
                        "email",
                        "a".repeat(64) + "@example.com",
                        "s".repeat(255),
                        "t".repeat(500_000),
                        "h".repeat(1_000_000),
                        "f".repeat(100),
                        null,
                        Map.of("X-" + "a".repeat(62), "v".repeat(255)),
                        List.of(new NewAttachment("n".repeat(255), "a/b", "")),
                        Map.of("k".repeat(64), "v".repeat(500)),
                        50,
                        "hold",
                        "low");

        assertThat(NotificationCheck.check(atTheLimit, USUAL).maxAttempts()).isEqualTo(50);
    }

    @Test
    void tenMegabytesOfFilesAreAllowedAndOneByteMoreIsNot() {
        byte[] bytes = new byte[AttachmentCheck.MAX_BYTES];
        String exactly = java.util.Base64.getEncoder().encodeToString(bytes);

        assertThat(NotificationCheck.check(withFiles(exactly), USUAL).attachments()).hasSize(1);
        assertThatThrownBy(() -> NotificationCheck.check(withFiles(exactly, "YQ=="), USUAL))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("attachments have more than 10485760 bytes together");
    }

    private static NewNotification withFiles(String... contents) {
        return new NewNotification(
                "email",
                "ann@example.com",
                "Files",
                "text",
                null,
                null,
                null,
                null,
                java.util.Arrays.stream(contents)
                        .map(content -> new NewAttachment("a.bin", "a/b", content))
                        .toList(),
                null,
                null,
                null,
                null);
    }
}
