package io.vestnik.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Whatever the API says about a request, the console can say in Russian. */
class SentencesTest {
    private static final Locale RUSSIAN = Locale.of("ru");
    private static final ResourceBundle ENGLISH =
            ResourceBundle.getBundle("messages.problems", Locale.ROOT);
    private static SaidByTheApi api;

    private final Sentences sentences = new Sentences(texts());

    static ResourceBundleMessageSource texts() {
        var texts = new ResourceBundleMessageSource();
        texts.setBasenames("messages/console", "messages/desk");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return texts;
    }

    @BeforeAll
    static void readTheSources() throws IOException {
        api = SaidByTheApi.read();
    }

    static Stream<String> keys() {
        return ENGLISH.keySet().stream().sorted();
    }

    @Test
    void theSourcesAreUnderstood() {
        assertThat(api.sentences)
                .hasSizeGreaterThan(80)
                .contains(
                        "is longer than 42 characters",
                        "must be a whole number",
                        "is not valid JSON (line 42, column 42)",
                        "has no valid domain after the @",
                        "must not contain line ends, control or invisible characters",
                        "There is no notification with this id",
                        "It is 42. Only from manual can it be discarded",
                        "No sender is set up for 42; set VESTNIK_VK_TOKEN for its sender, and add 42"
                                + " to VESTNIK_CHANNELS of broker-api")
                .noneMatch(one -> one.contains("%s"));
    }

    @Test
    void eachSentenceOfTheApiHasARussianForm() {
        List<String> unknown =
                api.sentences.stream()
                        .filter(one -> sentences.in(RUSSIAN, one).equals(one))
                        .toList();

        assertThat(unknown).as("not in messages/problems.properties").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void noTextIsForWhatTheApiDoesNotSay(String key) {
        Sentence sentence = Sentence.of(ENGLISH.getString(key), "");

        assertThat(key.contains(".field.") ? api.words : api.sentences)
                .anyMatch(one -> sentence.valuesIn(one).isPresent());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void placesAreNumberedInTheOrderOfTheEnglishSentence(String key) {
        List<String> places =
                Pattern.compile("\\{\\d}")
                        .matcher(ENGLISH.getString(key))
                        .results()
                        .map(place -> place.group())
                        .toList();

        assertThat(places)
                .isEqualTo(IntStream.range(0, places.size()).mapToObj(n -> "{" + n + "}").toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    is missing                                    | не заполнено
                    is longer than 255 characters                 | длиннее 255 знаков
                    is not valid JSON (line 1, column 7)          | это не JSON (строка 1, столбец 7)
                    must be left out: vk has nothing like it      | нужно убрать: в канале «ВКонтакте» такого нет
                    It is over: stopped                           | Всё уже закончилось: остановлено
                    must be one of [retry, discard]               | нужно одно из [retry, discard]
                    must be an object                             | нужен объект
                    recipient                                     | Получатель
                    """)
    void valuesStandWhereRussianHasThem(String english, String russian) {
        assertThat(sentences.in(RUSSIAN, english)).isEqualTo(russian);
    }

    @Test
    void ofTwoSettingsEachStandsInItsPlace() {
        assertThat(
                        sentences.in(
                                RUSSIAN,
                                "No sender is set up for email; set VESTNIK_SMTP_HOST and"
                                        + " VESTNIK_SMTP_FROM for its sender, and add email to"
                                        + " VESTNIK_CHANNELS of broker-api"))
                .contains("«Почта»", "VESTNIK_SMTP_HOST и VESTNIK_SMTP_FROM")
                .doesNotContain(" and ");
    }

    @ParameterizedTest
    @CsvSource({
        "en, is missing",
        "de, is missing",
        "ru, is a sentence that nobody knows",
        "ru, ''"
    })
    void theRestStaysAsItIs(String language, String english) {
        assertThat(sentences.in(Locale.of(language), english)).isEqualTo(english);
    }

    @Test
    void whatACallerWroteIsOnlyEverText() {
        assertThat(
                        sentences.in(
                                RUSSIAN,
                                "has <{0} $1 \\ is missing>, which Telegram does not know"))
                .isEqualTo("Telegram не знает тега <{0} $1 \\ is missing>");
    }
}
