package io.vestnik.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fingerprint is read as its sender has written it. */
class FingerprintTest {

    @ParameterizedTest
    @CsvSource({
        "email:refused:550-5.1.1, email, refused, 550 5.1.1",
        "telegram:refused:403, telegram, refused, 403",
        "vk:exhausted:no-answer, vk, exhausted, no-answer",
        "email:held:other, email, held, other",
    })
    void itsPartsAreRead(String text, String channel, String parked, String code) {
        Fingerprint read = Fingerprint.parse(text).orElseThrow();

        assertThat(read.channel()).isEqualTo(channel);
        assertThat(read.parked()).isEqualTo(parked);
        assertThat(read.code()).isEqualTo(code);
        assertThat(Fingerprint.ofColumn(read.column())).isEqualTo(read);
    }

    @Test
    void withoutOneItIsNotClassified() {
        Fingerprint none = Fingerprint.ofColumn("");

        assertThat(none.text()).isEqualTo("not-classified");
        assertThat(none.isClassified()).isFalse();
        assertThat(none.channel()).isNull();
        assertThat(Fingerprint.parse("not-classified")).hasValue(none);
        assertThat(none.column()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a:b:", "a:b:C", "a:b:c:d", "a:b:c/d", "a:b:c' or ''='"})
    void anythingElseIsNone(String text) {
        assertThat(Fingerprint.parse(text)).isEmpty();
    }
}
