package io.vestnik.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class QuotedPrintableTest {
    private static final String LETTERS = "abc.=? \t\r\n~!жü漢🦆\u0000\u007f";

    @RepeatedTest(50)
    void anyTextComesBackWithLineEndsOfCrLf(RepetitionInfo info) throws Exception {
        Random random = new Random(info.getCurrentRepetition());
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(600); length > 0; length--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }

        String encoded = encoded(text.toString());

        assertThat(encoded).matches("(?:[\\x20-\\x7e\\t]{0,76}\\r\\n)+");
        assertThat(encoded).doesNotContain(" \r\n", "\t\r\n");
        String expected = text.toString().replaceAll("\\r\\n|\\r|\\n", "\r\n");
        assertThat(decoded(encoded))
                .isEqualTo(expected.endsWith("\r\n") ? expected : expected + "\r\n");
    }

    @Test
    void plainTextStaysReadable() {
        assertThat(encoded("Dear Ann,\nyour order has shipped."))
                .isEqualTo("Dear Ann,\r\nyour order has shipped.\r\n");
    }

    @Test
    void aSpaceAtTheEndOfALineIsNotLost() {
        assertThat(encoded("a \nb\t")).isEqualTo("a=20\r\nb=09\r\n");
    }

    @Test
    void aLongLineIsBrokenWithoutALineEndOfItsOwn() {
        assertThat(encoded("x".repeat(80)))
                .isEqualTo("x".repeat(75) + "=\r\n" + "x".repeat(5) + "\r\n");
    }

    private static String encoded(String text) {
        return new String(
                QuotedPrintable.encode(text.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII);
    }

    private static String decoded(String encoded) throws Exception {
        byte[] octets = encoded.getBytes(StandardCharsets.US_ASCII);
        try (var text = MimeUtility.decode(new ByteArrayInputStream(octets), "quoted-printable")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
