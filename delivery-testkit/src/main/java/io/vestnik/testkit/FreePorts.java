package io.vestnik.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports of 127.0.0.1 on which nobody listens. */
public final class FreePorts {
    // Below the range from which the kernel gives ports to outgoing connections: there, somebody's
    // connection could take the port of a killed broker before its restart.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private FreePorts() {}

    /** That many different ports, all free a moment ago. */
    public static List<Integer> find(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                tryNext(held);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    private static void tryNext(List<ServerSocket> held) {
        int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
        try {
            held.add(new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1")));
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
