package io.vestnik.email;

import java.util.Arrays;

/** Writes text in quoted-printable (RFC 2045 section 6.7). */
final class QuotedPrintable {
    /** A line has 76 characters at most, and the last one may be the sign of a soft line break. */
    private static final int LINE = 75;

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private final byte[] text;
    private byte[] written;
    private int size;
    private int column;

    private QuotedPrintable(byte[] text) {
        this.text = text;
        this.written = new byte[text.length + text.length / 8 + 16];
    }

    /**
     * Encodes text in a superset of ASCII, whatever its lines end in; each line of the result, and
     * so the last one, ends in CRLF.
     */
    static byte[] encode(byte[] text) {
        QuotedPrintable encoded = new QuotedPrintable(text);
        encoded.writeAll();
        return Arrays.copyOf(encoded.written, encoded.size);
    }

    private void writeAll() {
        for (int i = 0; i < text.length; i++) {
            int octet = text[i];
            if (octet == '\n') {
                endLine();
            } else if (octet == '\r') {
                endLine();
                i += i + 1 < text.length && text[i + 1] == '\n' ? 1 : 0;
            } else if (isLiteral(octet, i)) {
                makeRoom(1);
                written[size++] = (byte) octet;
                column++;
            } else {
                escape(octet);
            }
        }
        if (column > 0 || size == 0) {
            endLine();
        }
    }

    /** A space must not be the last of its line, where it might get lost. */
    private boolean isLiteral(int octet, int place) {
        if (octet == ' ' || octet == '\t') {
            return place + 1 < text.length && text[place + 1] != '\r' && text[place + 1] != '\n';
        }
        return octet > ' ' && octet <= '~' && octet != '=';
    }

    private void escape(int octet) {
        makeRoom(3);
        written[size++] = '=';
        written[size++] = HEX[octet >> 4 & 0xF];
        written[size++] = HEX[octet & 0xF];
        column += 3;
    }

    private void makeRoom(int more) {
        if (column + more > LINE) {
            grow();
            written[size++] = '=';
            endLine();
        }
        grow();
    }

    private void endLine() {
        grow();
        written[size++] = '\r';
        written[size++] = '\n';
        column = 0;
    }

    private void grow() {
        if (size + 4 > written.length) {
            written = Arrays.copyOf(written, written.length * 2);
        }
    }
}
