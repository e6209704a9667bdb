package io.vestnik.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Work that is always the same, whatever becomes of Vestnik, and of the kind that it does itself: a
 * text of 1.8 kB to JSON, through a socket to another thread and back, and its digest. It is done
 * beside what is measured and in small portions, as the services work, so that a slow or busy
 * machine makes both dearer at the same moment.
 */
final class Yardstick {
    private static final int TURNS_AT_ONCE = 20;
    private static final long PAUSE_NANOS = 15_000_000;

    /** So many that they do not stay in the caches of a processor that others use as well. */
    private static final int TEXTS = 4_000;

    private static final int FRAME = 2_048;

    private final JsonMapper json = JsonMapper.builder().build();
    private final MessageDigest digest = sha256();
    private final List<String> texts =
            IntStream.range(0, TEXTS).mapToObj(i -> Letters.text(i) + i).toList();
    private String last = "";
    private int turn;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Does it while something else is done.
     *
     * @return CPU milliseconds of a thousand turns, and what the other one has returned
     */
    Beside beside(DoubleSupplier other) {
        CpuClock cpu = new CpuClock();
        AtomicInteger turns = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket here = new Socket(door.getInetAddress(), door.getLocalPort());
                Socket there = door.accept()) {
            here.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            Thread echo = cpu.thread("echo", () -> echo(there));
            echo.start();
            Thread thread = cpu.thread("yardstick", () -> turn(here, turns, over));
            thread.start();
            try {
                double result = other.getAsDouble();
                return new Beside(cpu.millis() / (turns.get() / 1_000.0), result);
            } finally {
                over.set(true);
                join(thread);
                join(echo);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a thousand turns cost beside something that had this result. */
    record Beside(double perThousand, double result) {}

    private static void echo(Socket there) {
        try {
            DataInputStream in = new DataInputStream(there.getInputStream());
            OutputStream out = there.getOutputStream();
            byte[] frame = new byte[FRAME];
            while (true) {
                in.readFully(frame);
                out.write(frame);
            }
        } catch (EOFException end) {
            // The other end has done all its turns.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void turn(Socket here, AtomicInteger turns, AtomicBoolean over) {
        try (here) {
            DataInputStream in = new DataInputStream(here.getInputStream());
            OutputStream out = here.getOutputStream();
            while (!over.get()) {
                for (int i = 0; i < TURNS_AT_ONCE; i++) {
                    turn(in, out);
                }
                turns.addAndGet(TURNS_AT_ONCE);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void turn(DataInputStream in, OutputStream out) throws IOException {
        String text = texts.get(turn++ % TEXTS);
        byte[] frame = new byte[FRAME];
        byte[] written = json.writeValueAsBytes(Map.of("text", text, "last", last));
        System.arraycopy(written, 0, frame, 0, Math.min(written.length, FRAME));
        out.write(frame);
        in.readFully(frame);
        String read =
                json.readTree(frame, 0, Math.min(written.length, FRAME)).path("text").asString();
        // Each turn needs the one before, so that no compiler leaves one out.
        last = HexFormat.of().formatHex(digest.digest(read.getBytes(UTF_8)));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
