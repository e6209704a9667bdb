package io.vestnik.api.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nobody writes lines of their own into the log. */
class OneLineTest {

    @Test
    void lineEndsAndControlCharactersAreNoneAnyMore() {
        assertThat(OneLine.of("[x]\r\n2026 INFO all is well\u001b[2J\u2028\u0085\u202e\u0000é"))
                .isEqualTo("[x]??2026 INFO all is well?[2J????é");
        assertThat(OneLine.of(null)).isEqualTo("null");
    }

    @Test
    void longTextsAreCut() {
        assertThat(OneLine.of("x".repeat(200))).hasSize(200);
        assertThat(OneLine.of("x".repeat(100_000))).hasSize(201).endsWith("x…");
    }
}
