package io.vestnik.vk;

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
import org.junit.jupiter.params.provider.ValueSource;

class VkRepliesTest {

    private static VkAnswer error(int code, String more) {
        return VkAnswer.of(
                new Answered(
                        200,
                        "{\"error\":{\"error_code\":%d,\"error_msg\":\"Words of VK\"%s}}"
                                .formatted(code, more)));
    }

    private static String words(Outcome outcome) {
        return outcome instanceof Deferred deferred
                ? outcome.word() + " " + deferred.fault().word()
                : outcome.word();
    }

    @ParameterizedTest
    @CsvSource({"901, 901", "7, 7", "14, 14"})
    void thoseOfOneCodeAreOfOneKind(int code, String kind) {
        Outcome outcome = VkReplies.outcome(error(code, ",\"captcha_sid\":\"5\""), true);

        assertThat(Fingerprint.of(Reason.REFUSED, outcome.reply())).isEqualTo("refused:" + kind);
    }

    @Test
    void anAnswerThatWasLostIsOfAKindToo() {
        Outcome outcome =
                VkReplies.outcome(
                        VkAnswer.of(new CallResult.Lost("api.vk.com did not answer within 10 s")),
                        true);

        assertThat(Fingerprint.of(Reason.HELD, outcome.reply())).isEqualTo("held:no-answer");
    }

    @ParameterizedTest
    @CsvSource({
        "1, uncertain",
        "6, deferred far-side",
        "9, deferred far-side",
        "10, uncertain",
        "13, deferred far-side",
        "29, deferred far-side",
        "2, deferred set-up",
        "4, deferred set-up",
        "5, deferred set-up",
        "16, deferred set-up",
        "20, deferred set-up",
        "23, deferred set-up",
        "27, deferred set-up",
        "28, deferred set-up",
        "14, refused",
        "17, refused",
        "24, refused",
        "18, refused",
        "113, refused",
        "900, refused",
        "901, refused",
        "902, refused",
        "917, refused",
        "922, refused",
        "927, refused",
        "932, refused",
        "935, refused",
        "936, refused",
        "945, refused",
        "950, refused",
        "983, refused",
        "988, refused",
        "1012, refused",
        "3, refused",
        "8, refused",
        "100, refused",
        "910, refused",
        "911, refused",
        "914, refused",
        "943, refused",
        "944, refused",
        "4242, deferred far-side",
    })
    void anErrorHasItsOutcome(int code, String expected) {
        Outcome outcome = VkReplies.outcome(error(code, ""), true);

        assertThat(words(outcome)).isEqualTo(expected);
        assertThat(outcome.reply().text()).contains(code + " Words of VK");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 15})
    void aLackOfRightsIsTheRecipientsMatterWhenOthersGetThrough(int code) {
        assertThat(words(VkReplies.outcome(error(code, ""), false))).isEqualTo("deferred set-up");
        assertThat(words(VkReplies.outcome(error(code, ""), true))).isEqualTo("refused");
    }

    @ParameterizedTest
    @CsvSource({"6, PT1S, false", "29, PT30M, false", "9, PT15M, true"})
    void aLimitIsWaitedOut(int code, Duration wait, boolean counts) {
        assertThat(VkReplies.outcome(error(code, ""), true))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> {
                            assertThat(deferred.notBefore()).isEqualTo(wait);
                            assertThat(deferred.counts()).isEqualTo(counts);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "14 | ,\"captcha_sid\":\"239633676097\",\"captcha_img\":\"https://vk.com/captcha.php?sid=1\" | captcha_img https://vk.com/captcha.php?sid=1; captcha_sid 239633676097",
                "17 | ,\"redirect_uri\":\"https://m.vk.com/login?act=security_check\" | redirect_uri https://m.vk.com/login?act=security_check",
                "24 | ,\"confirmation_text\":\"Are you sure?\" | confirmation_text Are you sure?",
            })
    void whatAPersonNeedsToSeeIsShown(int code, String more, String shown) {
        VkAnswer answer = error(code, more);

        assertThat(VkReplies.outcome(answer, true).reply().text())
                .startsWith("A person has to act at VK: ")
                .endsWith(shown);
        assertThat(VkReplies.needsAPerson(answer)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"response\":42}', accepted",
        "200, '{}', uncertain",
        "200, <html>, uncertain",
        "502, <html>502 Bad Gateway</html>, uncertain",
        "504, '', uncertain",
        "408, '', uncertain",
    })
    void anAnswerOutOfOrderLeavesItOpen(int status, String body, String expected) {
        assertThat(words(VkReplies.outcome(VkAnswer.of(new Answered(status, body)), true)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "403, <html>403 Forbidden</html>",
        "404, <html>404 Not Found</html>",
        "429, ''",
    })
    void aPageOfSomebodyBeforeVkSaysNothingOfTheMessage(int status, String body) {
        VkAnswer answer = VkAnswer.of(new Answered(status, body));

        assertThat(words(VkReplies.outcome(answer, true))).isEqualTo("deferred far-side");
        assertThat(VkReplies.reachability(answer)).isInstanceOf(Reachability.Unreachable.class);
    }

    @Test
    void aCallWithoutAnswerIsJudgedByHowFarItCame() {
        assertThat(words(outcomeOf(new CallResult.NotConnected("refused"))))
                .isEqualTo("deferred unreachable");
        assertThat(words(outcomeOf(new CallResult.NotTrusted("expired"))))
                .isEqualTo("deferred set-up");
        assertThat(words(outcomeOf(new CallResult.Lost("reset")))).isEqualTo("uncertain");
    }

    private static Outcome outcomeOf(CallResult result) {
        return VkReplies.outcome(VkAnswer.of(result), true);
    }

    @ParameterizedTest
    @CsvSource({"5, SetUp", "15, SetUp", "6, Reachable", "13, Reachable", "10, Unreachable"})
    void aProbeTellsWhoIsToBlame(int code, String expected) {
        assertThat(VkReplies.reachability(error(code, "")).getClass().getSimpleName())
                .isEqualTo(expected);
    }
}
