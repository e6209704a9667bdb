package io.vestnik.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.api.problem.FieldProblem;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.contract.Channel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What a chat cannot show is refused where it is asked for, by its name. */
class ChannelRulesTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final UsualChoices ALL =
            new UsualChoices(11, Map.of(), EnumSet.allOf(Channel.class));

    private static CheckedNotification check(String json) {
        return NotificationCheck.check(JSON.readValue(json, NewNotification.class), ALL);
    }

    private static String telegram(String more) {
        return "{\"channel\":\"telegram\",\"recipient\":\"-100123\"" + more + "}";
    }

    private static String vk(String more) {
        return "{\"channel\":\"vk\",\"recipient\":\"1234567\"" + more + "}";
    }

    private static String file(int count) {
        String one =
                "{\"name\":\"a.png\",\"contentType\":\"image/png\",\"contentBase64\":\"YQ==\"}";
        return ",\"attachments\":["
                + String.join(",", java.util.Collections.nCopies(count, one))
                + "]";
    }

    private static String html(String html) {
        return ",\"html\":" + JSON.writeValueAsString(html);
    }

    private static String text(int length) {
        return ",\"text\":\"" + "x".repeat(length) + "\"";
    }

    static Stream<String> whatIsAccepted() {
        return Stream.of(
                telegram(text(4096)),
                telegram(html("<b>" + "x".repeat(4096) + "</b>")),
                telegram(text(1024) + file(1)),
                telegram(html("<i>" + "x".repeat(1024) + "</i>") + file(1)),
                telegram(text(1) + ",\"headers\":{},\"attachments\":[]"),
                vk(text(4096)));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsAccepted(String json) {
        assertThat(check(json).content().subject()).isNull();
    }

    static Stream<Arguments> whatIsRefused() {
        String letter =
                ",\"subject\":\"s\",\"fromName\":\"f\",\"replyTo\":\"a@example.com\","
                        + "\"headers\":{\"X-A\":\"1\"}";
        return Stream.of(
                refused(telegram(letter + text(1)), "subject", "fromName", "replyTo", "headers"),
                refused(vk(letter + text(1)), "subject", "fromName", "replyTo", "headers"),
                refused(telegram(""), "text"),
                refused(vk(""), "text"),
                refused(telegram(text(4097)), "text"),
                refused(vk(text(4097)), "text"),
                refused(telegram(text(1025) + file(1)), "text"),
                refused(telegram(html("<b>" + "x".repeat(4097) + "</b>")), "html"),
                refused(telegram(html("<b>" + "x".repeat(1025) + "</b>") + file(1)), "html"),
                refused(telegram(html("<p>x</p>")), "html"),
                refused(telegram(html("<b> </b>")), "html"),
                refused(telegram(html("<b></b>".repeat(3_000))), "html"),
                refused(telegram(html("x") + text(1)), "text"),
                refused(telegram(text(1) + file(2)), "attachments"),
                refused(
                        telegram(text(1) + file(1).replace("YQ==", "")),
                        "attachments[0].contentBase64"),
                refused(vk(text(1) + file(1)), "attachments"),
                refused(vk(html("x")), "html", "text"));
    }

    private static Arguments refused(String json, String... fields) {
        return Arguments.of(json, Arrays.asList(fields));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsRefused(String json, List<String> fields) {
        assertThatThrownBy(() -> check(json))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.getStatusCode().value()).isEqualTo(400);
                            @SuppressWarnings("unchecked")
                            var errors =
                                    (List<FieldProblem>)
                                            problem.getBody().getProperties().get("errors");
                            assertThat(errors)
                                    .extracting(FieldProblem::field)
                                    .containsExactlyElementsOf(fields);
                        });
    }

    @Test
    void aChannelWithoutSenderIsToldAtOnceWithWhatToSet() {
        var asked = JSON.readValue(telegram(text(1)), NewNotification.class);
        var onlyEmail = new UsualChoices(11, Map.of(), EnumSet.of(Channel.EMAIL));

        assertThatThrownBy(() -> NotificationCheck.check(asked, onlyEmail))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.getStatusCode().value()).isEqualTo(422);
                            assertThat(problem.getBody().getType())
                                    .hasToString("urn:vestnik:problem:channel-not-configured");
                            assertThat(problem.getBody().getDetail())
                                    .contains("VESTNIK_TELEGRAM_TOKEN", "VESTNIK_CHANNELS");
                        });
        assertThatThrownBy(() -> NotificationCheck.check(new NewBatch(List.of(asked)), onlyEmail))
                .hasMessageContaining("telegram");
    }
}
