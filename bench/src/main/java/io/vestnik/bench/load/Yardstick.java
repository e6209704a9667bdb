package io.vestnik.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Work that is always the same, whatever becomes of Vestnik: a text of 1.8 kB to JSON and back, and
 * its digest. It is done beside what is measured and in small portions, as the services work, so
 * that a slow or busy machine makes both dearer at the same moment.
 */
final class Yardstick {
    private static final int TURNS_AT_ONCE = 20;
    private static final long PAUSE_NANOS = 15_000_000;

    private final JsonMapper json = JsonMapper.builder().build();
    private final MessageDigest digest = sha256();
    private String last = "";

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
        Thread thread = cpu.thread("yardstick", () -> turn(turns, over));
        thread.start();
        try {
            double result = other.getAsDouble();
            return new Beside(cpu.millis() / (turns.get() / 1_000.0), result);
        } finally {
            over.set(true);
            join(thread);
        }
    }

    /** What a thousand turns cost beside something that had this result. */
    record Beside(double perThousand, double result) {}

    private void turn(AtomicInteger turns, AtomicBoolean over) {
        while (!over.get()) {
            for (int i = 0; i < TURNS_AT_ONCE; i++) {
                turn();
            }
            turns.addAndGet(TURNS_AT_ONCE);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void turn() {
        String text = json.writeValueAsString(Map.of("text", Letters.text(0), "last", last));
        // Each turn needs the one before, so that no compiler leaves one out.
        last =
                HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)))
                        + json.readTree(text).path("text").asString().length();
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
