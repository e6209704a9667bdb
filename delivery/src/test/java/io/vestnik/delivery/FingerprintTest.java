package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.delivery.retry.NextStep.Park.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is of one kind is told from what is not, by the words that senders record. */
class FingerprintTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    RCPT TO: 550 5.1.1 <ann@example.com>: Recipient address rejected | 550-5.1.1
                    RCPT TO: 550 5.1.1 <bob@example.com>: User unknown in table      | 550-5.1.1
                    RCPT TO: 550 No such user here                                   | 550
                    RCPT TO: 450 4.2.0 Greylisted, see http://example.com/help: 300 s| 450-4.2.0
                    554 5.7.1 Message refused as spam                                | 554-5.7.1
                    552 5.3.4 Message too big                                        | 552-5.3.4
                    RCPT TO: 452                                                     | 452
                    DATA: 451 4.3.0 Try again later                                  | 451-4.3.0
                    550 5.7.26 This mail has been blocked: 550 of 600 were           | 550-5.7.26
                    The relay gave an answer out of order, RCPT TO: 354 go ahead     | 354
                    403 Forbidden: bot was blocked by the user                       | 403
                    400 Bad Request: chat not found                                  | 400
                    413 Request Entity Too Large                                     | 413
                    504                                                              | 504
                    901 Can't send messages for users without permission             | 901
                    7 Permission to perform this action is denied                    | 7
                    1012 Too many something                                          | 1012
                    A person has to act at VK: 14 Captcha needed; captcha_sid 5      | 14
                    VK gave an answer out of order: 502 <html>Bad Gateway</html>     | 502
                    """)
    void theFarSidesCodeIsFoundInItsWords(String words, String code) {
        assertThat(of(words)).isEqualTo("refused:" + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    No address is known for mail.example.com:587                        | no-address
                    No address is known for api.telegram.org                            | no-address
                    mail.example.com:587 did not take the connection in time            | connect-timeout
                    api.vk.com:443 did not take the connection in time                  | connect-timeout
                    mail.example.com:587 refused the connection                         | connection-refused
                    mail.example.com:25 cannot be reached: Network is unreachable       | no-route
                    mail.example.com:587 gave no answer at RCPT TO within 30 s          | no-answer
                    mail.example.com:587 was not done at the message text within 120 s  | no-answer
                    api.vk.com did not answer within 10 s; VK may have taken the message| no-answer
                    mail.example.com:587 closed the connection at greeting              | connection-lost
                    mail.example.com:587 reset the connection at RCPT TO                | connection-lost
                    api.vk.com broke the connection (EOF reached while reading)         | connection-lost
                    TLS with mail.example.com:465 failed: 2 errors, first: PKIX path    | tls
                    Telegram gave an answer out of order: {"ok":false}                  | odd-answer
                    The relay answered RCPT TO with: what?                              | odd-answer
                    The relay takes messages of up to 100 bytes, and this one has 2000  | too-large
                    Not sent: Telegram's limits leave no room for 30 s                  | limits
                    5 senders stopped while they were at work on it                     | sender-stopped
                    mail-1 stopped after it had begun to hand the message over; the far | sender-stopped
                    The sender failed: IllegalStateException                            | sender-failed
                    """)
    void whereTheFarSideSaidNothingTheWayItFailedIsNamed(String words, String kind) {
        assertThat(of(words)).isEqualTo("refused:" + kind);
    }

    @Test
    void whyItWasParkedTellsTheSameCodeApart() {
        Reply reply = Reply.of("RCPT TO: 451 4.3.0 Try again later");

        assertThat(Fingerprint.of(Reason.EXHAUSTED, reply)).isEqualTo("exhausted:451-4.3.0");
        assertThat(Fingerprint.of(Reason.HELD, reply)).isEqualTo("held:451-4.3.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The headers are too long",
                "An answer was lost, and the last 400 messages of the dialogue do not show it",
                "12345 is no code",
                "550-5.1.1/../x?y=z"
            })
    void whatNobodyKnowsIsOther(String words) {
        assertThat(of(words)).isEqualTo("refused:other");
    }

    private static String of(String words) {
        return Fingerprint.of(Reason.REFUSED, Reply.of(words));
    }
}
