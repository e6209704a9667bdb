package io.vestnik.testkit.fault;

import io.vestnik.testkit.fault.StreamWatch.Hit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client and its connection to the real server, until a fault or one of them ends it. */
final class ProxiedConnection {
    private static final int PIECE = 64 * 1024;
    private static final int CONNECT_MILLIS = 5_000;

    /** A server that has nothing to answer has read what was forwarded by then. */
    private static final long NO_ANSWER_MILLIS = 1_000;

    /** The rest of what the client was writing when the answer to its beginning came. */
    private static final long REST_MILLIS = 20;

    private final int number;
    private final Socket client;
    private final Socket server = new Socket();
    private final Surroundings around;
    private final StreamWatch watch = new StreamWatch();
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile @Nullable Trap sprung;
    private volatile boolean silent;

    /**
     * What a connection finds around it.
     *
     * @param threads starts threads
     * @param traps those that are armed now
     * @param struck is told of each fault with its cause
     * @param ended is told of each connection that is over
     */
    record Surroundings(
            InetSocketAddress server,
            Traffic traffic,
            Consumer<Runnable> threads,
            java.util.function.Supplier<List<Trap>> traps,
            BiConsumer<Integer, Trap> struck,
            Consumer<ProxiedConnection> ended) {}

    ProxiedConnection(int number, Socket client, Surroundings around) {
        this.number = number;
        this.client = client;
        this.around = around;
    }

    int number() {
        return number;
    }

    /** Connects to the server and forwards; a server that is not there resets the client. */
    void run() {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(around.server(), CONNECT_MILLIS);
            around.threads().accept(() -> pump(this::forwardAnswers));
            forwardRequests();
        } catch (IOException broken) {
            inflict(Fault.RESET);
        } catch (InterruptedException closing) {
            inflict(Fault.CLOSE);
        }
    }

    @FunctionalInterface
    private interface Pump {
        void run() throws IOException, InterruptedException;
    }

    private void pump(Pump pump) {
        try {
            pump.run();
        } catch (IOException broken) {
            // What a trap has in mind for the client is not to be forestalled.
            if (sprung == null) {
                inflict(Fault.RESET);
            }
        } catch (InterruptedException closing) {
            inflict(Fault.CLOSE);
        }
    }

    private void forwardRequests() throws IOException, InterruptedException {
        InputStream from = client.getInputStream();
        OutputStream to = server.getOutputStream();
        byte[] buffer = new byte[PIECE];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            for (int done = 0; done < read && !silent; ) {
                int piece = around.traffic().admit(read - done);
                forwardRequest(to, buffer, done, piece);
                done += piece;
            }
        }
        if (silent) {
            inflict(Fault.CLOSE);
        } else {
            server.shutdownOutput();
            endWhenBothHaveEnded();
        }
    }

    private void forwardRequest(OutputStream to, byte[] bytes, int from, int length)
            throws IOException {
        Optional<Hit> hit =
                sprung == null
                        ? watch.look(around.traps().get(), bytes, from, length)
                        : Optional.empty();
        if (hit.isEmpty()) {
            to.write(bytes, from, length);
        } else if (hit.get().trap().before()) {
            to.write(bytes, from, hit.get().clean());
            withhold(hit.get().trap());
        } else {
            loseAnswer(hit.get().trap());
            to.write(bytes, from, length);
        }
    }

    private void withhold(Trap trap) {
        sprung = trap;
        around.struck().accept(number, trap);
        inflict(trap.fault());
    }

    /** The fault waits for the answer, for then the server has surely read the request. */
    private void loseAnswer(Trap trap) {
        sprung = trap;
        around.struck().accept(number, trap);
        around.threads().accept(() -> pump(() -> failAfterTheAnswer(trap.fault())));
    }

    private void failAfterTheAnswer(Fault fault) throws IOException, InterruptedException {
        if (answered.await(NO_ANSWER_MILLIS, TimeUnit.MILLISECONDS)) {
            TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
        }
        if (fault == Fault.HANG) {
            silent = true;
            return;
        }
        close(client, fault);
        // An end in order, for with a reset the server might forget what it has not read yet.
        server.shutdownOutput();
    }

    private void forwardAnswers() throws IOException, InterruptedException {
        InputStream from = server.getInputStream();
        OutputStream to = client.getOutputStream();
        byte[] buffer = new byte[PIECE];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            for (int done = 0; done < read && !isLost(); ) {
                int piece = around.traffic().admit(read - done);
                if (!isLost()) {
                    to.write(buffer, done, piece);
                }
                done += piece;
            }
        }
        isLost();
        if (client.isClosed()) {
            inflict(Fault.CLOSE);
        } else if (sprung == null && !silent) {
            client.shutdownOutput();
            endWhenBothHaveEnded();
        }
    }

    /** Whether the client gets no answers any more; if so, one has been lost now. */
    private boolean isLost() {
        if (sprung != null) {
            answered.countDown();
        }
        return silent || sprung != null;
    }

    private void endWhenBothHaveEnded() {
        if (client.isOutputShutdown() && server.isOutputShutdown()) {
            inflict(Fault.CLOSE);
        }
    }

    /** Lets both sides see this fault now. */
    void inflict(Fault fault) {
        if (fault == Fault.HANG) {
            silent = true;
            return;
        }
        close(client, fault);
        close(server, fault);
        around.ended().accept(this);
    }

    private static void close(Socket socket, Fault fault) {
        try {
            if (fault == Fault.RESET && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException over) {
            // Then there is nobody left to be told.
        }
        try {
            socket.close();
        } catch (IOException over) {
            // It is as closed as it can be.
        }
    }
}
