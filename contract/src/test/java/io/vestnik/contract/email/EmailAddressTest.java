package io.vestnik.contract.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ann@example.com,ann@example.com",
        "Ann.O'Hara+tag@EXAMPLE.com,Ann.O'Hara+tag@example.com",
        "a@b.co,a@b.co",
        "user@пример.рф,user@xn--e1afmkfd.xn--p1ai",
        "user@bücher.example,user@xn--bcher-kva.example",
        "user@xn--e1afmkfd.xn--p1ai,user@xn--e1afmkfd.xn--p1ai",
        // Cut to its low byte, the Cyrillic letter would be a zero, and the mail a stranger's.
        "user@ex\u0430mple.test,user@xn--exmple-4nf.test"
    })
    void anAddressGoesOverTheWireInAscii(String text, String wire) {
        assertThat(EmailAddress.parse(text)).hasToString(wire);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "ann@",
                "@example.com",
                "root@localhost",
                "ann@@example.com",
                "ann@example.com,bob@example.com",
                "ann@example.com bob@example.com",
                "Ann <ann@example.com>",
                "<evil@x.test>user@example.test",
                "@relay.test:ann@example.com",
                "evil%x.test@@example.com",
                "\"ann\"@example.com",
                "ann(comment)@example.com",
                "ann@(comment)example.com",
                "ann@[127.0.0.1]",
                "ann@127.0.0.1",
                "ann@example..com",
                "ann@.example.com",
                "ann@example.com.",
                "ann@-example.com",
                "ann@exa_mple.com",
                ".ann@example.com",
                "ann.@example.com",
                "an..n@example.com",
                " ann@example.com",
                "ann@example.com\r\nBcc: evil@x.test",
                "ann\r\n@example.com",
                "ann\u0000@example.com",
                "ann@example.com\u0000",
                "анна@example.com",
                "ann@stra\u00DFe.example",
                "ann@example\u3002com",
                "ann@exam\u200Dple.com"
            })
    void whatIsNotOnePlainAddressIsRefused(String text) {
        assertThatThrownBy(() -> EmailAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLimitsOfTheStandardHold() {
        String domain = "d".repeat(60) + ".example";
        assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain)).isNotNull();
        assertThatThrownBy(() -> EmailAddress.parse("a".repeat(65) + "@" + domain))
                .hasMessage("has more than 64 characters before the @");
        assertThatThrownBy(() -> EmailAddress.parse("a@" + "d.".repeat(130) + "example"))
                .hasMessage("is longer than 254 characters");
        assertThatThrownBy(() -> EmailAddress.parse("a@" + "d".repeat(64) + ".example"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInternationalDomainThatGrowsBeyondTheLimitIsRefused() {
        // 246 characters as typed, about 700 on the wire.
        assertThatThrownBy(() -> EmailAddress.parse("a@" + "жщы.".repeat(60) + "example"))
                .hasMessage("is longer than 254 characters");
    }

    @Test
    void aMaskedAddressCanBeRecognisedButNotWrittenTo() {
        assertThat(EmailAddress.parse("ann@example.com").masked()).isEqualTo("a***@example.com");
    }
}
