package io.vestnik.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pages say about a problem of the API. */
class ProblemTextsTest {
    private static final Locale RUSSIAN = Locale.of("ru");
    private static final ProblemException ONE =
            ProblemException.invalid("subject", "is longer than 255 characters");

    private final ProblemTexts texts =
            new ProblemTexts(new Sentences(SentencesTest.texts()), SentencesTest.texts());

    private static ProblemException several() {
        var problems = new FieldProblems();
        problems.add("recipient", "is missing");
        problems.add("headers.X-A", "is there twice");
        problems.add("recipient", "must not be empty");
        try {
            problems.throwIfAny();
        } catch (ProblemException wrong) {
            return wrong;
        }
        throw new IllegalStateException("nothing is wrong");
    }

    @Test
    void englishIsWhatTheApiSays() {
        for (ProblemException wrong : new ProblemException[] {ONE, several()}) {
            assertThat(texts.inShort(wrong, Locale.ENGLISH)).isEqualTo(wrong.getBody().getDetail());
        }
        assertThat(texts.byField(ONE, Locale.ENGLISH))
                .isEqualTo(Map.of("subject", "is longer than 255 characters"));
    }

    @Test
    void russianNamesTheFirstFieldAsItsFormDoes() {
        assertThat(texts.inShort(ONE, RUSSIAN)).isEqualTo("Тема: длиннее 255 знаков");
        assertThat(texts.inShort(several(), RUSSIAN))
                .isEqualTo("Получатель: не заполнено (и ещё 2)");
    }

    @Test
    void eachFieldHasItsFirstSentence() {
        assertThat(texts.byField(several(), RUSSIAN))
                .isEqualTo(Map.of("recipient", "не заполнено", "headers.X-A", "указано дважды"));
    }

    @Test
    void withoutFieldsTheSentenceIsAboutAllOfIt() {
        ProblemException gone =
                ProblemException.of(ProblemType.WRONG_STATE, "None of them is in manual any more");

        assertThat(texts.inShort(gone, RUSSIAN))
                .isEqualTo("Ни одно из них больше не ждёт человека");
        assertThat(texts.byField(gone, RUSSIAN))
                .isEqualTo(Map.of("", "Ни одно из них больше не ждёт человека"));
    }
}
