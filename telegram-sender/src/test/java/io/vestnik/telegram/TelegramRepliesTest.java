package io.vestnik.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.delivery.Fingerprint;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Reachability;
import io.vestnik.delivery.http.CallResult;
import io.vestnik.delivery.http.CallResult.Answered;
import io.vestnik.delivery.retry.NextStep.Park.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramRepliesTest {

    private static String no(int code, String description, String parameters) {
        return "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"%s}"
                .formatted(
                        code,
                        description,
                        parameters == null ? "" : ",\"parameters\":{" + parameters + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "403, Forbidden: bot was blocked by the user, 403",
        "400, Bad Request: chat not found, 400",
        "400, 'Bad Request: wrong, see 12 for more', 400",
    })
    void thoseOfOneCodeAreOfOneKind(int status, String description, String kind) {
        Outcome outcome =
                TelegramReplies.outcome(new Answered(status, no(status, description, null)));

        assertThat(Fingerprint.of(Reason.REFUSED, outcome.reply())).isEqualTo("refused:" + kind);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "400, Bad Request: chat not found, refused",
        "400, Bad Request: PEER_ID_INVALID, refused",
        "400, Bad Request: not enough rights to send text messages to the chat, refused",
        "400, Bad Request: CHAT_WRITE_FORBIDDEN, refused",
        "400, Bad Request: can't parse entities: Unsupported start tag, refused",
        "400, Bad Request: message is too long, refused",
        "400, Bad Request: message text is empty, refused",
        "403, Forbidden: bot was blocked by the user, refused",
        "403, Forbidden: user is deactivated, refused",
        "403, Forbidden: bot was kicked from the group chat, refused",
        "403, Forbidden: bot can't initiate conversation with a user, refused",
        "403, Forbidden: bot is not a member of the channel chat, refused",
        "413, Request Entity Too Large, refused",
        "409, Conflict: terminated by other getUpdates request, deferred far-side",
        "500, Internal Server Error, deferred far-side",
        "502, Bad Gateway, deferred far-side",
        "503, Service Unavailable, deferred far-side",
        "504, Gateway Timeout, uncertain",
        "401, Unauthorized, deferred set-up",
        "404, Not Found, deferred set-up",
    })
    void anErrorHasItsOutcome(int code, String description, String expected) {
        Outcome outcome = TelegramReplies.outcome(new Answered(code, no(code, description, null)));

        assertThat(words(outcome)).isEqualTo(expected);
        assertThat(outcome.reply().text()).isEqualTo(code + " " + description);
    }

    private static String words(Outcome outcome) {
        return outcome instanceof Deferred deferred
                ? outcome.word() + " " + deferred.fault().word()
                : outcome.word();
    }

    @ParameterizedTest
    @CsvSource({
        "429, retry_after, 35, PT35S",
        "429, retry_after, 14400, PT4H",
        "420, retry_after, 3, PT3S",
        "429, retry_after, 99999999999, PT168H",
        "429, retry_after, 3600.4, PT1H1S",
        "429, retry_after, 0.2, PT1S",
        "429, retry_after, 1e300, PT168H",
        "429, retry_after, 123456789012345678901234567890, PT168H",
        "429, retry_after, '\"35\"', PT35S",
        "429, retry_after, 0, PT30S",
        "429, retry_after, -5, PT30S",
        "429, retry_after, null, PT30S",
        "429, retry_after, '\"soon\"', PT30S",
        "429, other, 1, PT30S",
    })
    void aLimitCostsNothingAndIsWaitedOutAsTold(
            int code, String parameter, String value, Duration wait) {
        String body = no(code, "Too Many Requests: retry later", "\"" + parameter + "\":" + value);

        assertThat(TelegramReplies.outcome(new Answered(code, body)))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> {
                            assertThat(deferred.notBefore()).isEqualTo(wait);
                            assertThat(deferred.counts()).isFalse();
                            assertThat(deferred.fault()).isEqualTo(Outcome.Fault.FAR_SIDE);
                        });
    }

    @Test
    void whatWasTakenIsAcceptedWithItsNumber() {
        Outcome outcome =
                TelegramReplies.outcome(
                        new Answered(200, "{\"ok\":true,\"result\":{\"message_id\":42}}"));

        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        assertThat(outcome.reply().text()).isEqualTo("message_id 42");
    }

    @ParameterizedTest
    @CsvSource({
        "200, <html>hello</html>, uncertain",
        "200, '{\"ok\":false}', uncertain",
        "200, '', uncertain",
        "202, '', uncertain",
        "204, '', uncertain",
        "502, <html>502 Bad Gateway</html>, deferred far-side",
        "403, '', deferred far-side",
        "403, <html>403 Forbidden</html>, deferred far-side",
        "400, <html>The plain HTTP request was sent to HTTPS port</html>, deferred far-side",
        "403, '{\"error\":\"blocked\"}', deferred far-side",
        "413, <html>413 Request Entity Too Large</html>, refused",
        "404, <html>404 Not Found</html>, deferred set-up",
    })
    void anAnswerOutOfOrderIsJudgedByItsStatus(int status, String body, String expected) {
        assertThat(words(TelegramReplies.outcome(new Answered(status, body)))).isEqualTo(expected);
    }

    @Test
    void aCallWithoutAnswerIsJudgedByHowFarItCame() {
        assertThat(words(TelegramReplies.outcome(new CallResult.NotConnected("refused"))))
                .isEqualTo("deferred unreachable");
        assertThat(words(TelegramReplies.outcome(new CallResult.NotTrusted("expired"))))
                .isEqualTo("deferred set-up");
        assertThat(words(TelegramReplies.outcome(new CallResult.Lost("reset"))))
                .isEqualTo("uncertain");
    }

    @Test
    void onlyAGroupThatMovedHasANewNumber() {
        String moved = no(400, "group chat was upgraded", "\"migrate_to_chat_id\":-1001234567890");

        assertThat(TelegramReplies.movedTo(new Answered(400, moved))).hasValue("-1001234567890");
        assertThat(TelegramReplies.movedTo(new Answered(403, moved))).isEmpty();
        assertThat(TelegramReplies.movedTo(new Answered(400, no(400, "x", null)))).isEmpty();
        assertThat(TelegramReplies.movedTo(new CallResult.Lost("x"))).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "400, Bad Request: PHOTO_INVALID_DIMENSIONS, true",
        "400, Bad Request: Photo_invalid_dimensions, true",
        "400, Bad Request: PHOTO_SAVE_FILE_INVALID, true",
        "400, Bad Request: PHOTO_EXT_INVALID, true",
        "400, Bad Request: IMAGE_PROCESS_FAILED, true",
        "400, Bad Request: file of size 10485761 bytes is too big for a photo, true",
        "400, Bad Request: not enough rights to send photos to the chat, false",
        "400, Bad Request: chat not found, false",
        "403, Forbidden: PHOTO_INVALID_DIMENSIONS, false",
        "500, Internal Server Error: PHOTO_INVALID_DIMENSIONS, false",
    })
    void onlyAPictureThatDoesNotDoAsAPhotoMayGoAsADocument(
            int code, String description, boolean expected) {
        var answer = new Answered(code, no(code, description, null));

        assertThat(TelegramReplies.refusesThePhoto(answer)).isEqualTo(expected);
        assertThat(TelegramReplies.refusesThePhoto(new CallResult.Lost(description))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"ok\":true,\"result\":{}}', Reachable",
        "401, '{}', SetUp",
        "404, '{}', SetUp",
        "403, <html>403 Forbidden</html>, Unreachable",
        "429, '{}', Reachable",
        "502, '', Unreachable",
        "504, '', Unreachable",
    })
    void aProbeTellsWhoIsToBlame(int status, String body, String expected) {
        Reachability found = TelegramReplies.reachability(new Answered(status, body));

        assertThat(found.getClass().getSimpleName()).isEqualTo(expected);
    }
}
