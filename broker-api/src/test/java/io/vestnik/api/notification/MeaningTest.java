package io.vestnik.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.contract.Channel;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What is said of an outcome that nobody knows, on each channel. */
class MeaningTest {
    private final Meaning meaning = new Meaning(texts());

    private static ResourceBundleMessageSource texts() {
        var texts = new ResourceBundleMessageSource();
        texts.setBasename("messages/meaning");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return texts;
    }

    @ParameterizedTest
    @CsvSource({"en, twice", "ru, дважды"})
    void onlyMailHasAMessageIdAndOnlyVkCanBeAsked(String language, String twice) {
        Locale locale = Locale.of(language);
        for (Channel channel : Channel.values()) {
            String said = meaning.say("uncertain.retry", channel.word(), locale);

            assertThat(said.contains("Message-ID")).isEqualTo(channel == Channel.EMAIL);
            assertThat(said.contains(twice)).isEqualTo(channel != Channel.VK);
        }
    }

    @Test
    void aChannelWithoutASentenceOfItsOwnHasTheOneForAll() {
        assertThat(meaning.say("uncertain.retry", "pigeon", Locale.ENGLISH))
                .isEqualTo("It is tried again, so the recipient may get it twice.");
        assertThat(meaning.say("uncertain.retry", "pigeon", Locale.of("ru")))
                .isEqualTo("Будет ещё попытка, так что получатель может увидеть его дважды.");
        assertThat(meaning.say("uncertain.park", "vk", Locale.ENGLISH))
                .isEqualTo(meaning.say("uncertain.park", "email", Locale.ENGLISH));
    }
}
