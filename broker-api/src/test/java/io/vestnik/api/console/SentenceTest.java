package io.vestnik.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a sentence is recognised, and said anew. */
class SentenceTest {
    private static final Sentence TWO = Sentence.of("{0} is before {1}, always", "{1} <- {0}");

    @Test
    void valuesAreFoundAndMayChangePlaces() {
        List<String> values = TWO.valuesIn("a is before b, always").orElseThrow();

        assertThat(values).containsExactly("a", "b");
        assertThat(TWO.with(values, (where, value) -> "never")).isEqualTo("b <- a");
    }

    @Test
    void aValueIsAsShortAsCanBe() {
        assertThat(TWO.valuesIn("a is before b is before c, always").orElseThrow())
                .containsExactly("a", "b is before c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a is before b",
                "a is before b, always.",
                "is before , always",
                " is before, always",
                "a IS BEFORE b, always"
            })
    void whatIsNotTheSentenceIsNotTakenForIt(String said) {
        assertThat(TWO.valuesIn(said)).isEmpty();
    }

    @Test
    void signsOfPatternsMeanThemselves() {
        Sentence one = Sentence.of("has .*+? \\d {|} $ {0}", "{0}");

        assertThat(one.valuesIn("has .*+? \\d {|} $ x")).contains(List.of("x"));
        assertThat(one.valuesIn("has axx 5 {|} $ x")).isEmpty();
    }

    @Test
    void withoutPlacesAllOfItMustBeThere() {
        Sentence one = Sentence.of("is missing", "");

        assertThat(one.valuesIn("is missing")).contains(List.of());
        assertThat(one.valuesIn("is missing; text or html must be there")).isEmpty();
    }

    @Test
    void aValueWithATextOfItsOwnGetsIt() {
        Sentence one = Sentence.of("is {0}", "стало {0,console.status}");

        assertThat(one.with(List.of("sent"), (where, value) -> where + "/" + value))
                .isEqualTo("стало console.status/sent");
    }

    @Test
    @Timeout(10)
    void aLongValueThatFitsAlmostTakesNoLongerThanReadingIt() {
        Sentence one = Sentence.of("a{0}ab{1}ab{2}ab{3}z", "");

        assertThat(one.valuesIn("ab".repeat(2_000_000))).isEmpty();
    }
}
