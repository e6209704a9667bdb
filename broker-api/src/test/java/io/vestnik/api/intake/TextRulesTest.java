package io.vestnik.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextRulesTest {
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\t\\n\\r]]");

    @Test
    void everyCharacterIsJudgedAsThePatternWouldJudgeIt() {
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
            String text = "a" + Character.toString(letter) + "b";
            assertThat(TextRules.problemWith(text).isPresent())
                    .as("U+%04X", letter)
                    .isEqualTo(FORBIDDEN.matcher(text).find());
        }
    }

    @Test
    void halfACharacterIsForbiddenWhereverItStands() {
        assertThat(TextRules.problemWith("duck \uD83E")).isPresent();
        assertThat(TextRules.problemWith("\uDD86 duck")).isPresent();
        assertThat(TextRules.problemWith("\uD83E\uD83E\uDD86")).isPresent();
        assertThat(TextRules.problemWith("a whole \uD83E\uDD86")).isEmpty();
    }
}
