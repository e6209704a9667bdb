package io.vestnik.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A far side that takes every mail, usually at once, on a free port of 127.0.0.1. */
final class SmtpSink implements AutoCloseable {
    private static final int WAITING_CALLERS = 256;

    private final ServerSocket listener;
    private final Arrivals arrivals = new Arrivals();
    private final Temper temper = new Temper();
    private final CpuClock cpu = new CpuClock();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private SmtpSink(ServerSocket listener) {
        this.listener = listener;
    }

    /** Listens at once. */
    static SmtpSink start() {
        try {
            SmtpSink sink =
                    new SmtpSink(
                            new ServerSocket(0, WAITING_CALLERS, InetAddress.getLoopbackAddress()));
            sink.cpu.thread("sink-accept", sink::accept).start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What it has taken. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** How it is at the moment. */
    Temper temper() {
        return temper;
    }

    /** What its threads have used. */
    CpuClock cpu() {
        return cpu;
    }

    private void accept() {
        while (true) {
            try {
                // Closed by its session.
                Socket socket = listener.accept();
                open.add(socket);
                cpu.thread("sink", () -> converse(socket)).start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new SinkSession(socket.getInputStream(), socket.getOutputStream(), arrivals, temper)
                    .run();
        } catch (IOException gone) {
            // The client has gone in the middle, and will count that mail as not taken.
        } finally {
            open.remove(socket);
        }
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
    }
}
