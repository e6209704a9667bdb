package io.vestnik.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The socket to the relay, which can hold back what is written to it, so that several commands go
 * in one packet whatever lies above: the library flushes each, and TLS may be in between.
 */
final class Wire extends Socket {
    private @Nullable HeldOutput output;

    /** Serves one thread, as the connection does. */
    @Override
    public OutputStream getOutputStream() throws IOException {
        if (output == null) {
            output = new HeldOutput(super.getOutputStream());
        }
        return output;
    }

    /** Keeps what is written from now on; for a few commands, since nothing limits it. */
    void hold() {
        if (output != null) {
            output.holding = true;
        }
    }

    /** Writes what was held, and holds no more. */
    void release() throws IOException {
        if (output != null) {
            output.release();
        }
    }

    private static final class HeldOutput extends OutputStream {
        private final OutputStream wire;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        boolean holding;

        HeldOutput(OutputStream wire) {
            this.wire = wire;
        }

        void release() throws IOException {
            holding = false;
            if (held.size() > 0) {
                held.writeTo(wire);
                held.reset();
            }
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            (holding ? held : wire).write(octets, from, length);
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
