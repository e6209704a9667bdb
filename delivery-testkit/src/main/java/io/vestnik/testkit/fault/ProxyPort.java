package io.vestnik.testkit.fault;

import io.vestnik.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The port of a proxy, which can be closed for a while and comes back with the same number. */
final class ProxyPort {
    private static final int BACKLOG = 500;

    private final int number = FreePorts.find(1).getFirst();
    private final Consumer<Socket> visitors;
    private @Nullable ServerSocket listener;
    private @Nullable Thread porter;

    /**
     * A port that is closed yet.
     *
     * @param visitors is given each connection, and must not wait
     */
    ProxyPort(Consumer<Socket> visitors) {
        this.visitors = visitors;
    }

    int number() {
        return number;
    }

    synchronized void open() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            // The port must come back although connections of before linger on it.
            socket.setReuseAddress(true);
            socket.bind(
                    new InetSocketAddress(InetAddress.ofLiteral(FaultProxy.HOST), number), BACKLOG);
            listener = socket;
            porter = Thread.ofVirtual().name("fault-proxy").start(() -> takeConnections(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When it returns, nobody gets in any more. */
    synchronized void close() {
        if (listener == null || porter == null) {
            return;
        }
        try {
            listener.close();
            // While the virtual thread is on its way out of accept, the kernel still listens.
            porter.join();
            listener = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the port is being closed", e);
        }
    }

    private void takeConnections(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                visitors.accept(from.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }
}
