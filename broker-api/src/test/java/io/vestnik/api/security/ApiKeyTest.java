package io.vestnik.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    @Test
    void aKeyOfOursHasAMarkAPrefixAndASecret() {
        ApiKey key = ApiKey.make(new SecureRandom());

        assertThat(key.reveal()).matches("vst_[0-9a-f]{8}_[0-9a-f]{40}");
        assertThat(key.prefix()).hasSize(12);
        assertThat(key.reveal()).startsWith(key.prefix());
        assertThat(key).hasToString(key.prefix() + "…");
        assertThat(ApiKey.of(key.reveal()).orElseThrow().hash()).isEqualTo(key.hash()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "vst_with a space in the midst", "vst_umlaut_äöüäöüäöüäöüäöü"})
    void whatIsNoKeyIsNone(String text) {
        assertThat(ApiKey.of(text)).isEmpty();
    }
}
