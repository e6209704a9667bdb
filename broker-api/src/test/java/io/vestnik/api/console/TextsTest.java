package io.vestnik.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Each text is there in both languages, and each one that a page shows is there at all. */
class TextsTest {
    /** A text that a template names outright, with or without values. */
    private static final Pattern NAMED = Pattern.compile("#\\{([a-zA-Z0-9._-]+)[}(]");

    private static Resource[] resources(String pattern) {
        try {
            return new PathMatchingResourcePatternResolver().getResources(pattern);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> bundles() {
        return Arrays.stream(resources("classpath:messages/*.properties"))
                .map(file -> String.valueOf(file.getFilename()))
                .filter(name -> !name.contains("_"))
                .map(name -> name.replace(".properties", ""));
    }

    private static Properties texts(String name) throws IOException {
        var texts = new Properties();
        try (var reader =
                new InputStreamReader(
                        new ClassPathResource("messages/" + name + ".properties").getInputStream(),
                        StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesHaveTheSameTexts(String bundle) throws IOException {
        assertThat(texts(bundle + "_ru").stringPropertyNames())
                .isEqualTo(texts(bundle).stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noTextIsEmptyAndRussianOnesHaveTheSameValues(String bundle) throws IOException {
        Properties english = texts(bundle);
        Properties russian = texts(bundle + "_ru");
        for (String key : english.stringPropertyNames()) {
            assertThat(russian.getProperty(key)).as(key).isNotBlank();
            assertThat(values(russian.getProperty(key)))
                    .as(key)
                    .isEqualTo(values(english.getProperty(key)));
        }
    }

    private static Set<String> values(String text) {
        return new TreeSet<>(
                Pattern.compile("\\{(\\d)")
                        .matcher(text)
                        .results()
                        .map(one -> one.group(1))
                        .toList());
    }

    @Test
    void eachTextThatATemplateNamesIsThere() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String bundle : bundles().toList()) {
            known.addAll(texts(bundle).stringPropertyNames());
        }
        Set<String> named = new TreeSet<>();
        for (Resource template : resources("classpath:templates/console/*.html")) {
            Matcher found = NAMED.matcher(template.getContentAsString(StandardCharsets.UTF_8));
            while (found.find()) {
                named.add(found.group(1));
            }
        }

        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }
}
