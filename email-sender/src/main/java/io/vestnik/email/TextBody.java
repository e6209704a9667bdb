package io.vestnik.email;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A text as the body of a MIME part, in ASCII and in lines that nobody cuts. Written here, because
 * the library writes it byte by byte, which was a third of what a message cost.
 *
 * @param type with its character set
 * @param encoding the Content-Transfer-Encoding (RFC 2045 section 6)
 * @param bytes encoded; the last line is ended
 */
@SuppressWarnings("ArrayRecordComponent")
record TextBody(String type, String encoding, byte[] bytes) {
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder();

    /**
     * The shorter of the two encodings; mostly ASCII stays readable as it is. Never 7bit, where
     * lines over 998 characters and spaces at their ends do not survive.
     *
     * @param media such as text/plain
     */
    static TextBody of(String media, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        String type = media + "; charset=UTF-8";
        return isMostlyAscii(utf8)
                ? new TextBody(type, "quoted-printable", QuotedPrintable.encode(utf8))
                : new TextBody(type, "base64", base64(withCrLf(utf8)));
    }

    private static boolean isMostlyAscii(byte[] utf8) {
        int beyond = 0;
        for (byte octet : utf8) {
            if (octet < 0) {
                beyond++;
            }
        }
        return beyond * 6L <= utf8.length;
    }

    private static byte[] base64(byte[] utf8) {
        byte[] encoded = BASE64.encode(utf8);
        byte[] ended = Arrays.copyOf(encoded, encoded.length + 2);
        ended[encoded.length] = '\r';
        ended[encoded.length + 1] = '\n';
        return ended;
    }

    /** Line ends in text are CRLF before any encoding (RFC 2046 section 4.1.1). */
    private static byte[] withCrLf(byte[] text) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(text.length + text.length / 16);
        int begun = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\r' || text[i] == '\n') {
                lines.write(text, begun, i - begun);
                lines.write('\r');
                lines.write('\n');
                if (text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n') {
                    i++;
                }
                begun = i + 1;
            }
        }
        lines.write(text, begun, text.length - begun);
        return lines.toByteArray();
    }
}
