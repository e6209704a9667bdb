package io.vestnik.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void aShortTextIsThereAsItIs() {
        assertThat(Excerpt.of("Your order has shipped")).isEqualTo("Your order has shipped");
        assertThat(Excerpt.of(null)).isNull();
    }

    @Test
    void linesBecomeOne() {
        assertThat(Excerpt.of(" Hello,\r\n\n\tyour\u00a0order\u2028has\u0000 shipped.\n"))
                .isEqualTo("Hello, your order has shipped.");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(Excerpt.of("😀".repeat(120))).isEqualTo("😀".repeat(120));
        assertThat(Excerpt.of("😀".repeat(121))).isEqualTo("😀".repeat(120) + "…");
        assertThat(Excerpt.of("a".repeat(119) + " bcd")).isEqualTo("a".repeat(119) + "…");
    }

    @Test
    void ofHtmlTheWordsRemain() {
        assertThat(Excerpt.ofHtml("<b>Tom &amp; Ann</b>: 1 &lt; 2, <a href=\"x\">see</a>"))
                .isEqualTo("Tom & Ann: 1 < 2, see");
    }

    @Test
    void whatTheEndOfTheBeginningCutIsLeftOut() {
        assertThat(Excerpt.ofHtml("Hello <a href=\"https://exam")).isEqualTo("Hello");
        assertThat(Excerpt.ofHtml("Tom &am")).isEqualTo("Tom");
    }
}
