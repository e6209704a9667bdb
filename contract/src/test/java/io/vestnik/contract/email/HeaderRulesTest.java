package io.vestnik.contract.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"X-Order", "x-order-id", "X-1"})
    void extraHeadersMayBeSet(String name) {
        assertThat(HeaderRules.problemWithName(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bcc",
                "From",
                "Return-Path",
                "DKIM-Signature",
                "X-",
                "X-A:",
                "X-A\r\nBcc",
                "X-Ä",
                "X A",
                "",
                "X-Vestnik-Id",
                "x-vestnik-attempt"
            })
    void headersThatMeanSomethingToAMailServerMayNot(String name) {
        assertThat(HeaderRules.problemWithName(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "Заказ № 42",
                "emoji \uD83D\uDCE6",
                "\uD83D\uDC69\u200D\uD83D\uDC67",
                "می\u200Cخواهم",
                "",
                "tabs no, spaces yes"
            })
    void ordinaryTextMayBecomeAHeader(String value) {
        assertThat(HeaderRules.problemWithValue(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: evil@x.test",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "a\u0085b",
                "a\u2028b",
                "a\u202Eb",
                "a\u200Bb",
                "a\uD83Db"
            })
    void lineEndsAndInvisibleCharactersMayNot(String value) {
        assertThat(HeaderRules.problemWithValue(value)).isPresent();
    }
}
