package io.vestnik.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports of 127.0.0.1 on which nobody listens. JVMs that look at the same time find different
 * ones: what is found is free, and between that and listening another one must not find it too.
 */
public final class FreePorts {
    // Below the range from which the kernel gives ports to outgoing connections: there, somebody's
    // connection could take the port of a killed broker before its restart.
    private static final int FIRST = 20_000;
    private static final int SLICES = 24;
    private static final int PORTS_OF_SLICE = 250;

    /** Whoever listens on the first port of a slice has all of it; while this JVM lives, we do. */
    private static final ServerSocket SLICE = takeSlice();

    private static int asked;

    private FreePorts() {}

    private static ServerSocket takeSlice() {
        int any = ThreadLocalRandom.current().nextInt(SLICES);
        for (int i = 0; i < SLICES; i++) {
            try {
                return listen(FIRST + (any + i) % SLICES * PORTS_OF_SLICE);
            } catch (IOException somebodys) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("All %d slices of ports are taken".formatted(SLICES));
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    /**
     * That many different ports, all free a moment ago.
     *
     * @throws IllegalStateException when there are not so many
     */
    public static synchronized List<Integer> find(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int tries = 0; held.size() < count; tries++) {
                if (tries == PORTS_OF_SLICE) {
                    throw new IllegalStateException("There are no %d free ports".formatted(count));
                }
                tryNext(held);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    /** In turn, so that a port which was just given back rests for a while. */
    private static void tryNext(List<ServerSocket> held) {
        int port = SLICE.getLocalPort() + 1 + asked++ % (PORTS_OF_SLICE - 1);
        try {
            held.add(listen(port));
        } catch (IOException taken) {
            // The next one, then.
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
