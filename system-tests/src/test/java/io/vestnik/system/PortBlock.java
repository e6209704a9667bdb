package io.vestnik.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one installation, in a row. Nobody else who looks for such a block finds them before
 * it is closed, and they lie behind those of {@link io.vestnik.testkit.FreePorts}.
 */
final class PortBlock implements AutoCloseable {
    private static final int FIRST = 26_000;
    private static final int BLOCKS = 300;
    private static final int SIZE = 20;
    private static final int NEEDED = 15;

    /** Whoever listens on the last port of a block has all of it. */
    private final ServerSocket mine = take();

    private static ServerSocket take() {
        int any = ThreadLocalRandom.current().nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int first = FIRST + (any + i) % BLOCKS * SIZE;
            try {
                ServerSocket mine = listen(first + SIZE - 1);
                if (isFree(first)) {
                    return mine;
                }
                mine.close();
            } catch (IOException somebodys) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("No %d free ports in a row".formatted(NEEDED));
    }

    private static boolean isFree(int first) {
        for (int port = first; port < first + NEEDED; port++) {
            try (ServerSocket socket = listen(port)) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    int first() {
        return mine.getLocalPort() - SIZE + 1;
    }

    @Override
    public void close() {
        try {
            mine.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
