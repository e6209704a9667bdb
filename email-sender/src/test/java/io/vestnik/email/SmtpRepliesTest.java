package io.vestnik.email;

import static io.vestnik.email.SmtpPhase.AUTH;
import static io.vestnik.email.SmtpPhase.BANNER;
import static io.vestnik.email.SmtpPhase.BODY;
import static io.vestnik.email.SmtpPhase.DATA;
import static io.vestnik.email.SmtpPhase.DOT;
import static io.vestnik.email.SmtpPhase.EHLO;
import static io.vestnik.email.SmtpPhase.MAIL;
import static io.vestnik.email.SmtpPhase.RCPT;
import static io.vestnik.email.SmtpPhase.STARTTLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.delivery.Fingerprint;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.delivery.Outcome.Refused;
import io.vestnik.delivery.Outcome.Uncertain;
import io.vestnik.delivery.retry.NextStep.Park.Reason;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpRepliesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250 2.0.0 Ok: queued as 1F2E",
                "250",
                "251 2.1.5 Will forward",
                "250-first line\n250 last line"
            })
    void aPositiveAnswerToTheDotMeansAccepted(String answer) {
        assertThat(SmtpReplies.outcome(DOT, answer)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL|421 4.3.2 Shutting down",
                "RCPT|421 4.7.0 Too many connections",
                "BANNER|421 Try later",
                "AUTH|421 4.3.2 Shutting down",
                "STARTTLS|421 4.3.2 Shutting down",
                "BANNER|450 Not now",
                "EHLO|451 4.3.0 Not now",
                "MAIL|452 4.3.1 Out of space",
                "RCPT|450 4.2.1 Busy",
                "RCPT|451 4.3.0 Not now",
                "DATA|451 4.3.0 Not now",
                "DOT|451 4.3.0 Not now",
                "DOT|471 strange but temporary",
                "DOT|421 4.3.2 Shutting down",
                // Permanent by its digit, but RFC 5321 and the words say otherwise.
                "RCPT|452 4.5.3 Too many recipients",
                "RCPT|552 5.5.3 Too many recipients",
                "RCPT|550 5.5.3 too many",
                "RCPT|552 too many recipients",
                "DOT|554 5.5.3 too many recipients",
                "MAIL|550 5.7.1 Message rate exceeded",
                "MAIL|554 Too many messages",
                "MAIL|550 5.3.2 Server busy, try again later"
            })
    void theFarSideMayTakeItLater(SmtpPhase phase, String answer) {
        assertDeferred(SmtpReplies.outcome(phase, answer), faultBy(phase));
    }

    /** Before MAIL no message is the reason, so every other one would meet the same. */
    private static Fault faultBy(SmtpPhase phase) {
        return EnumSet.of(MAIL, RCPT, DATA, BODY, DOT).contains(phase)
                ? Fault.FAR_SIDE
                : Fault.UNREACHABLE;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT|450 4.7.1 Please see https://example.com/why",
                "RCPT|451 4.7.1 Greylisted, try again later",
                "RCPT|450 4.2.0 Greylisted",
                "RCPT|451 you are graylisted",
                "DOT|451 4.7.0 Come back",
                "RCPT|454 4.7.1 Relay access denied"
            })
    void greylistingWantsAPause(SmtpPhase phase, String answer) {
        assertThat(notBefore(SmtpReplies.outcome(phase, answer))).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT|552 5.2.2 Over quota",
                "RCPT|452 4.2.2 Over quota",
                "RCPT|550 5.2.2 Mailbox full",
                "RCPT|552 Requested mail action aborted",
                "RCPT|550 Mailbox is full",
                "DOT|552 5.2.2 Mailbox full",
                "DOT|554 user exceeded their quota",
                "DOT|550 5.4.5 Daily sending quota exceeded"
            })
    void aFullMailboxIsTriedAgainHoursLater(SmtpPhase phase, String answer) {
        assertThat(notBefore(SmtpReplies.outcome(phase, answer))).isEqualTo(Duration.ofHours(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTH|535 5.7.8 Bad credentials",
                "AUTH|534 5.7.9 Mechanism too weak",
                "AUTH|538 5.7.11 Encryption required",
                "AUTH|530 5.7.0 Must issue STARTTLS first",
                "AUTH|454 4.7.0 Temporary authentication failure",
                "AUTH|454 Not now",
                "AUTH|503 5.5.1 AUTH not allowed",
                "MAIL|530 5.7.0 Authentication required",
                "MAIL|454 4.7.0 Temporary authentication failure",
                "MAIL|553 5.7.1 Sender address not owned by user",
                "MAIL|550 5.1.8 Sender domain not found",
                "MAIL|501 5.1.7 Bad sender",
                "RCPT|530 5.7.0 Authentication required",
                "BANNER|554 No SMTP service here",
                "BANNER|550 5.7.1 Your host is blocked",
                "EHLO|550 5.7.1 Say your name",
                "EHLO|502 5.5.1 Not here",
                "STARTTLS|454 4.7.0 TLS not available",
                "STARTTLS|502 5.5.1 No TLS here",
                "STARTTLS|501 5.5.4 Syntax"
            })
    void aRelayThatDoesNotWantUsCostsNoAttempt(SmtpPhase phase, String answer) {
        assertDeferred(SmtpReplies.outcome(phase, answer), Fault.OUR_SETUP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT|550 5.1.1 User unknown",
                "RCPT|550 5.1.2 No such domain",
                "RCPT|553 5.1.3 Bad address",
                "RCPT|551 5.1.6 Moved",
                "RCPT|556 5.1.10 Null MX",
                "RCPT|550 5.2.1 Disabled",
                "RCPT|525 5.7.13 Account disabled",
                "RCPT|550 no such user here",
                "RCPT|550",
                "RCPT|550 5.7.1 Policy",
                "DOT|554 5.7.1 Spam",
                "DOT|550 5.7.26 Unauthenticated mail is not accepted",
                "DOT|550 5.7.515 Access denied",
                "MAIL|552 5.3.4 Message too big",
                "DOT|552 5.3.4 Message exceeds the quota of its size",
                "DOT|552 5.2.3 Message length exceeds quota",
                "DOT|552 Too much",
                "DOT|554 5.6.0 Malformed",
                "MAIL|501 5.5.4 Bad arguments",
                "MAIL|555 5.5.4 Unknown parameter",
                "MAIL|550 No",
                "RCPT|500 5.5.2 Unknown command",
                "DATA|503 5.5.1 Out of order",
                "DATA|554 5.5.1 No valid recipients",
                "DOT|554 Transaction failed"
            })
    void theFarSideWillNeverTakeIt(SmtpPhase phase, String answer) {
        assertThat(SmtpReplies.outcome(phase, answer)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request", "25", "", "600 x", "354 more?"})
    void nonsenseAfterTheDotLeavesItOpen(String answer) {
        assertThat(SmtpReplies.outcome(DOT, answer)).isInstanceOf(Uncertain.class);
    }

    @Test
    void anAnswerThatBreaksOffAfterItsCodeIsClear() {
        // The same code stands in every line (RFC 5321 section 4.2.1).
        assertThat(SmtpReplies.outcome(DOT, "250-queued as")).isInstanceOf(Accepted.class);
        assertThat(SmtpReplies.outcome(DOT, "554-5.7.1 we do")).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @EnumSource(value = SmtpPhase.class, mode = Mode.EXCLUDE, names = "DOT")
    void nonsenseAndSilenceBeforeTheDotAreTriedAgain(SmtpPhase phase) {
        assertDeferred(SmtpReplies.outcome(phase, "SSH-2.0-OpenSSH_9.2"), faultBy(phase));
        assertDeferred(SmtpReplies.outcome(phase, "299 out of order"), faultBy(phase));
        assertDeferred(SmtpReplies.silence(phase, "relay:25 closed"), faultBy(phase));
    }

    @Test
    void silenceAfterTheDotLeavesItOpen() {
        Outcome outcome = SmtpReplies.silence(DOT, "relay:25 gave no answer");

        assertThat(outcome).isInstanceOf(Uncertain.class);
        assertThat(outcome.reply().text())
                .isEqualTo("relay:25 gave no answer; the relay may have taken the message");
    }

    @Test
    void theHistoryHasTheFarSidesOwnWordsWithThePhase() {
        assertWords(RCPT, "550 5.1.1 User unknown", "RCPT TO: 550 5.1.1 User unknown");
        assertWords(MAIL, "451 4.3.0 Not now", "MAIL FROM: 451 4.3.0 Not now");
        assertWords(BANNER, "554 Go away", "greeting: 554 Go away");
        assertWords(DATA, "451", "DATA: 451");
        assertWords(DOT, "451 4.7.1 Greylisted", "451 4.7.1 Greylisted");
        assertWords(DOT, "250 2.0.0 Ok: queued as 7", "250 2.0.0 Ok: queued as 7");
    }

    @Test
    void linesAreJoinedAndTheirCodesSaidOnce() {
        assertWords(
                RCPT,
                """
                550-5.1.1 The account does not exist.
                550-5.1.1 Check the spelling, see
                550 5.1.1 https://example.com/?p=NoSuchUser x-y.12
                """,
                "RCPT TO: 550 5.1.1 The account does not exist. Check the spelling, see"
                        + " https://example.com/?p=NoSuchUser x-y.12");
    }

    @Test
    void controlCharactersOfARelayDoNotReachTheHistory() {
        String words =
                SmtpReplies.outcome(RCPT, "550 5.1.1 bad\u001B[31m\u0000 user").reply().text();

        assertThat(words).doesNotContainPattern("\\p{Cc}");
    }

    @Test
    void everyAnswerInEveryPhaseHasAnOutcome() {
        for (SmtpPhase phase : EnumSet.of(BANNER, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, BODY)) {
            for (int code = 100; code < 700; code++) {
                Outcome outcome = SmtpReplies.outcome(phase, code + " x");
                assertThat(outcome).isNotInstanceOfAny(Accepted.class, Uncertain.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.1.1 <ann@example.com>: no such user, 550-5.1.1",
        "RCPT, 550 no such user, 550",
        "DOT, 554 5.7.1 spam, 554-5.7.1",
        "DATA, 451 4.3.0 later, 451-4.3.0",
        "RCPT, what?, odd-answer",
    })
    void thoseOfOneCodeAreOfOneKind(SmtpPhase phase, String said, String kind) {
        assertThat(Fingerprint.of(Reason.REFUSED, SmtpReplies.outcome(phase, said).reply()))
                .isEqualTo("refused:" + kind);
    }

    @Test
    void aMessageThatIsTooLargeIsOfAKindToo() {
        assertThat(Fingerprint.of(Reason.REFUSED, SmtpReplies.tooLarge(2_000, 1_000).reply()))
                .isEqualTo("refused:too-large");
    }

    private static void assertWords(SmtpPhase phase, String answer, String words) {
        assertThat(SmtpReplies.outcome(phase, answer).reply().text()).isEqualTo(words);
    }

    private static void assertDeferred(Outcome outcome, Fault fault) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Deferred.class, deferred -> assertThat(deferred.fault()).isEqualTo(fault));
    }

    private static Duration notBefore(Outcome outcome) {
        assertDeferred(outcome, Fault.FAR_SIDE);
        return ((Deferred) outcome).notBefore();
    }
}
