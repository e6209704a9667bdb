package io.vestnik.api.console;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says in the language of a page what the API says in English, to programs and in their logs. What
 * is not known stays as it is.
 */
@Component
public final class Sentences {
    private static final String BUNDLE = "messages.problems";

    private final Map<String, List<Sentence>> byLanguage = new HashMap<>();
    private final MessageSource texts;

    Sentences(MessageSource texts) {
        this.texts = texts;
        for (Locale language : ConsoleConfiguration.LANGUAGES) {
            if (!language.equals(Locale.ENGLISH)) {
                byLanguage.put(language.getLanguage(), known(language));
            }
        }
    }

    private static List<Sentence> known(Locale language) {
        ResourceBundle english = bundle(Locale.ROOT);
        ResourceBundle other = bundle(language);
        return english.keySet().stream()
                .map(key -> Sentence.of(english.getString(key), other.getString(key)))
                .sorted(Comparator.comparingInt(Sentence::length).reversed())
                .toList();
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * The same in another language, as a text in which nothing is escaped.
     *
     * @param english a sentence of the API, its end, or the name of a field
     */
    public String in(Locale language, String english) {
        for (Sentence one : byLanguage.getOrDefault(language.getLanguage(), List.of())) {
            Optional<List<String>> values = one.valuesIn(english);
            if (values.isPresent()) {
                return one.with(values.get(), (where, value) -> text(where, value, language));
            }
        }
        return english;
    }

    private String text(String where, String value, Locale language) {
        return Objects.requireNonNullElse(
                texts.getMessage(where + "." + value, null, value, language), value);
    }
}
