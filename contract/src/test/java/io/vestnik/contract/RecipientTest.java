package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientTest {

    @ParameterizedTest
    @CsvSource({
        "EMAIL, ann@Example.com, ann@example.com, a***@example.com",
        "TELEGRAM, 123456789, 123456789, ***789",
        "TELEGRAM, -1001234567890, -1001234567890, ***890",
        "TELEGRAM, @Example_News, @example_news, ***ews",
        "TELEGRAM, 7, 7, ***7",
        "VK, 1234567, 1234567, ***567",
        "VK, 2000000001, 2000000001, ***001",
        "VK, -42, -42, ***42",
    })
    void anAddressIsNormalisedAndCanBeMasked(
            Channel channel, String text, String normalised, String masked) {
        assertThat(Recipient.parse(channel, text)).isEqualTo(new Recipient(normalised, masked));
        assertThat(Recipient.masked(channel.word(), text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM, ''",
        "TELEGRAM, 0",
        "TELEGRAM, 0123",
        "TELEGRAM, 12345678901234567",
        "TELEGRAM, +123",
        "TELEGRAM, ann@example.com",
        "TELEGRAM, @abc",
        "TELEGRAM, @1abcd",
        "TELEGRAM, '@name '",
        "TELEGRAM, '@имяканала'",
        "TELEGRAM, ١٢٣٤",
        "VK, ''",
        "VK, 0",
        "VK, id123",
        "VK, 1.5",
        "VK, 1234567890123",
        "EMAIL, 123456789",
    })
    void whatIsNoAddressOfTheChannelIsRefused(Channel channel, String text) {
        assertThatThrownBy(() -> Recipient.parse(channel, text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("m");
        assertThat(Recipient.masked(channel.word(), text)).isEqualTo("***");
    }
}
