package io.vestnik.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines and blocks from a socket through one buffer, without an object for each. */
final class WireReader {
    private static final int SIZE = 64 << 10;

    private final InputStream in;
    private final BeforeWaiting beforeWaiting;
    private final byte[] buffer = new byte[SIZE];
    private int at;
    private int end;
    private int start;
    private int length;

    /** What is to be done before a read that may wait: to send what the other side waits for. */
    @FunctionalInterface
    interface BeforeWaiting {
        void run() throws IOException;
    }

    WireReader(InputStream in, BeforeWaiting beforeWaiting) {
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    /**
     * Goes to the next line.
     *
     * @return false when the other side has closed between two lines
     * @throws IOException when a line is longer than 64 kB, or is cut off
     */
    boolean nextLine() throws IOException {
        int seen = at;
        while (true) {
            for (; seen < end; seen++) {
                if (buffer[seen] == '\n') {
                    take(seen);
                    return true;
                }
            }
            int moved = at;
            if (!fill()) {
                return false;
            }
            seen -= moved - at;
        }
    }

    private void take(int newline) {
        start = at;
        length = newline - at;
        if (length > 0 && buffer[newline - 1] == '\r') {
            length--;
        }
        at = newline + 1;
    }

    private boolean fill() throws IOException {
        if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        if (end == SIZE) {
            throw new IOException("A line is longer than " + SIZE + " bytes");
        }
        beforeWaiting.run();
        int count = in.read(buffer, end, SIZE - end);
        if (count < 0) {
            if (end > 0) {
                throw new EOFException("The connection ended within a line");
            }
            return false;
        }
        end += count;
        return true;
    }

    /** Reads so many bytes, as ASCII. */
    String block(int bytes) throws IOException {
        byte[] block = new byte[bytes];
        int have = Math.min(bytes, end - at);
        System.arraycopy(buffer, at, block, 0, have);
        at += have;
        if (in.readNBytes(block, have, bytes - have) < bytes - have) {
            throw new EOFException("The connection ended within a block");
        }
        return new String(block, StandardCharsets.US_ASCII);
    }

    /** The number of bytes of the present line, without its end. */
    int length() {
        return length;
    }

    /** One byte of the present line. */
    byte byteAt(int index) {
        return buffer[start + index];
    }

    /** The present line from this byte on, as ASCII. */
    String text(int from) {
        return new String(buffer, start + from, length - from, StandardCharsets.US_ASCII);
    }

    /** Whether the present line begins so, in letters of either case. */
    boolean startsWith(String lowerCase) {
        if (length < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int letter = buffer[start + i];
            if (letter >= 'A' && letter <= 'Z') {
                letter += 'a' - 'A';
            }
            if (letter != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
