package io.vestnik.contract.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramHtmlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain                                                      | 5",
                "<b>bold</b> <i>and</i> <u>so</u> <s>on</s>                 | 14",
                "<a href=\"https://example.com/?a=1&amp;b=2\">here</a>      | 4",
                "<pre><code class='language-java'>x &lt; 1</code></pre>     | 5",
                "<tg-spoiler>a</tg-spoiler><span class=\"tg-spoiler\">b</span> | 2",
                "<blockquote expandable>long</blockquote>                   | 4",
                "<tg-emoji emoji-id=\"5368324170671202286\">x</tg-emoji>    | 1",
                "<B>upper</B>                                               | 5",
                "&#169; &#x1F4E6; &quot;                                    | 6",
                "Ж📦                                                        | 3",
                "<b> </b>                                                   | 0",
            })
    void theLengthIsThatOfTheParsedText(String html, int length) {
        assertThat(TelegramHtml.textLength(html)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>paragraph</p>",
                "a<br>b",
                "<b>open",
                "</b>",
                "<b><i>crossed</b></i>",
                "a < b",
                "a > b",
                "salt & pepper",
                "&nbsp;",
                "&#0;",
                "&#xD800;",
                "<a>no address</a>",
                "<a href=x>bare</a>",
                "<b onclick=\"x\">attribute</b>",
                "<span class=\"red\">red</span>",
                "<img src=\"x\"/>",
                "<!-- comment -->",
                "<script>alert(1)</script>",
            })
    void whatTelegramWouldRefuseIsRefused(String html) {
        assertThatThrownBy(() -> TelegramHtml.textLength(html))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("(has|must|closes|does) .+");
    }

    @Test
    void aLongTextOfOpenBracketsIsToldQuickly() {
        assertThatThrownBy(() -> TelegramHtml.textLength("<a " + "\"".repeat(100_001)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
