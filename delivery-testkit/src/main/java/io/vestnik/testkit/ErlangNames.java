package io.vestnik.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vestnik.testkit.fault.FaultProxy;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells one node of a cluster where the others are, in the stead of epmd: each behind a line of its
 * own that a test can break. The protocol is that of <a
 * href="https://www.erlang.org/doc/apps/erts/erl_dist_protocol">Erlang's distribution</a>.
 */
final class ErlangNames implements AutoCloseable {
    private static final int REGISTER = 'x';
    private static final int REGISTERED = 'y';
    private static final int LOOK_UP = 'z';
    private static final int FOUND = 'w';
    private static final int LIST = 'n';
    private static final int NORMAL_NODE = 77;
    private static final int NEWEST_VERSION = 6;
    private static final int OLDEST_VERSION = 5;

    private final String node;
    private final Map<String, Integer> ports;
    private final ServerSocket listener;
    private final Map<String, FaultProxy> lines = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger creation = new AtomicInteger();

    /**
     * @param node the one that asks
     * @param ports of all nodes, shared with the others that tell
     */
    ErlangNames(String node, Map<String, Integer> ports) {
        this.node = node;
        this.ports = ports;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("names-of-" + node).start(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The lines from this node to those it has looked up, by their names. */
    Map<String, FaultProxy> lines() {
        return lines;
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofPlatform().daemon().name("name-of-" + node).start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] request = in.readNBytes(in.readUnsignedShort());
            if (request.length > 0) {
                answer(request, in, new DataOutputStream(socket.getOutputStream()));
            }
        } catch (IOException gone) {
            // A node may ask and not wait for the answer.
        } finally {
            open.remove(socket);
        }
    }

    private void answer(byte[] request, DataInputStream in, DataOutputStream out)
            throws IOException {
        switch (request[0]) {
            case REGISTER -> register(request, in, out);
            case LOOK_UP -> out.write(found(text(request, 1, request.length - 1)));
            case LIST -> out.write(list());
            default -> throw new EOFException("Not asked of us: " + request[0]);
        }
    }

    /** The name is the node's as long as its connection is open. */
    private void register(byte[] request, DataInputStream in, DataOutputStream out)
            throws IOException {
        int port = number(request, 1);
        String name = text(request, 11, number(request, 9));
        ports.put(name, port);
        out.writeByte(REGISTERED);
        out.writeByte(0);
        out.writeShort(1 + creation.incrementAndGet() % 3);
        try {
            while (in.read() >= 0) {
                // Nothing more is said.
            }
        } finally {
            ports.remove(name, port);
        }
    }

    private byte[] found(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        @Nullable Integer port = ports.get(name);
        out.writeByte(FOUND);
        out.writeByte(port == null ? 1 : 0);
        if (port != null) {
            out.writeShort(name.equals(node) ? port : line(name, port).port());
            out.writeByte(NORMAL_NODE);
            out.writeByte(0);
            out.writeShort(NEWEST_VERSION);
            out.writeShort(OLDEST_VERSION);
            out.writeShort(name.length());
            out.write(name.getBytes(US_ASCII));
            out.writeShort(0);
        }
        return bytes.toByteArray();
    }

    /** A node keeps its port when it starts again, and so its line. */
    private FaultProxy line(String name, int port) {
        return lines.computeIfAbsent(name, _ -> FaultProxy.inFrontOf("127.0.0.1", port, 0));
    }

    private byte[] list() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(port());
        for (Map.Entry<String, Integer> each : ports.entrySet()) {
            out.writeBytes("name %s at port %d\n".formatted(each.getKey(), each.getValue()));
        }
        return bytes.toByteArray();
    }

    private static int number(byte[] request, int at) {
        return Byte.toUnsignedInt(request[at]) << 8 | Byte.toUnsignedInt(request[at + 1]);
    }

    private static String text(byte[] request, int at, int length) {
        return new String(request, at, length, US_ASCII);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.values().forEach(FaultProxy::close);
    }
}
