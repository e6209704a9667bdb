package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void lineEndsBecomeSpacesSoThatALogLineStaysOneLine() {
        assertThat(Reply.of("550 no\r\nERROR forged")).hasToString("550 no ERROR forged");
    }

    @Test
    void longWordsAreCut() {
        assertThat(Reply.of("x".repeat(10_000)).text()).hasSize(Reply.MAX_LENGTH).endsWith("…");
    }

    @Test
    void silenceIsNamed() {
        assertThat(Reply.of("\u0000")).hasToString("(no words)");
    }
}
