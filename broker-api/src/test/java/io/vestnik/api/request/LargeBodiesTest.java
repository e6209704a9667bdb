package io.vestnik.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.api.problem.ProblemException;
import org.junit.jupiter.api.Test;

class LargeBodiesTest {
    private final LargeBodies bodies = new LargeBodies();

    @Test
    void aPlaceIsFreeAgainAfterARefusal() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() ->
                            bodies.admit(
                                    -1,
                                    () -> {
                                        throw ProblemException.invalid("body", "is bad");
                                    }))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("is bad");
        }
    }

    @Test
    void aFourthLargeBodyIsSentAwayWhileASmallOneIsNot() {
        String answer =
                bodies.admit(
                        -1,
                        () ->
                                bodies.admit(
                                        LargeBodies.LARGE + 1,
                                        () -> bodies.admit(-1, this::answerToSmallAndLarge)));

        assertThat(answer).isEqualTo("small yes, large no");
    }

    private String answerToSmallAndLarge() {
        assertThat(bodies.<Boolean>admit(LargeBodies.SMALL, () -> true)).isTrue();
        assertThatThrownBy(() -> bodies.admit(-1, () -> true))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Too many large requests");
        return "small yes, large no";
    }

    @Test
    void ofThoseInBetweenNoMoreAreLetInThanFitIntoTheMemory() {
        assertThat(inside(0, LargeBodies.LARGE)).isEqualTo(32);
        assertThat(bodies.<Boolean>admit(LargeBodies.LARGE, () -> true)).as("again").isTrue();
    }

    /** How many of this length are let in while all before them are still there. */
    private int inside(int before, int length) {
        int most = 40;
        try {
            return before == most
                    ? most
                    : bodies.<Integer>admit(length, () -> inside(before + 1, length));
        } catch (ProblemException tooMany) {
            assertThat(tooMany).hasMessageContaining("Too many large requests");
            assertThat(bodies.<Boolean>admit(LargeBodies.SMALL, () -> true)).isTrue();
            assertThat(bodies.<Boolean>admit(-1, () -> true)).isTrue();
            return before;
        }
    }
}
