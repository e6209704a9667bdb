package io.vestnik.delivery.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.contract.Channel;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody sets for a far side either works, or is refused by its name. */
class HttpSettingsTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static void check(String base, Duration connectTimeout, Duration deadline) {
        new HttpSettings(URI.create(base), "secret", connectTimeout, deadline)
                .check(Channel.VK, LONGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.vk.com",
                "http://127.0.0.1:8080",
                "https://proxy.example/vk/api"
            })
    void anAddressMayHaveAPortAndAPath(String base) {
        check(base, Duration.ofSeconds(10), LONGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.vk.com/",
                "https://api.vk.com/method/",
                "https://api.vk.com?v=5",
                "https://api.vk.com/#a",
                "ftp://api.vk.com",
                "api.vk.com",
                "https:///method"
            })
    void whatIsNoAddressOfAnApiIsRefusedByItsVariable(String base) {
        assertThatThrownBy(() -> check(base, Duration.ofSeconds(10), LONGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "VESTNIK_VK_API must be an http address without a slash at its end, not "
                                + base);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT60S, vestnik.vk.connect-timeout must be longer than 0",
        "PT-1S, PT60S, vestnik.vk.connect-timeout must be longer than 0",
        "PT10S, PT10S, 'vestnik.vk.deadline must be longer than connect-timeout and at most 300 s'",
        "PT10S, PT5M1S, 'vestnik.vk.deadline must be longer than connect-timeout and at most 300 s'"
    })
    void timesThatCannotWorkAreRefused(Duration connectTimeout, Duration deadline, String words) {
        assertThatThrownBy(() -> check("https://api.vk.com", connectTimeout, deadline))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(words);
    }
}
