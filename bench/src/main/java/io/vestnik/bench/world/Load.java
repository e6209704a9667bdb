package io.vestnik.bench.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vestnik.testkit.oracle.ClientLedger;
import io.vestnik.testkit.oracle.ContentDigest;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Posts notifications as a careful caller does: at a steady rate, whatever the answers, each with a
 * key, and again with the same one until it is known what has become of it. Everything asked and
 * answered stands in a ledger.
 */
public final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final World world;
    private final ClientLedger ledger;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> oddities = new ConcurrentLinkedQueue<>();

    /** Writes into this ledger. */
    public Load(World world, ClientLedger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    /**
     * Begins to post; returns at once.
     *
     * @param prefix of the keys
     * @param settings members that each notification has besides the usual ones
     */
    public void begin(String prefix, int count, int perSecond, Map<String, ?> settings) {
        open.addAndGet(count);
        callers.execute(() -> {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                for (long left = due - System.nanoTime();
                        left > 0;
                        left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                Letter letter = Letter.number(prefix, numbers.incrementAndGet(), settings);
                callers.execute(() -> post(letter));
            }
        });
    }

    /** Posts one notification so many times at once, all with the same key. */
    public void beginSame(String prefix, int times) {
        Letter letter = Letter.number(prefix, numbers.incrementAndGet(), Map.of());
        open.addAndGet(times);
        for (int i = 0; i < times; i++) {
            callers.execute(() -> post(letter));
        }
    }

    /** Requests that have no final answer yet. */
    public int open() {
        return open.get();
    }

    /** Requests that were answered with 202. */
    public int accepted() {
        return accepted.get();
    }

    /** Answers that no caller should get, whatever happens. */
    public List<String> oddities() {
        return List.copyOf(oddities);
    }

    private void post(Letter letter) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (int turn = 0; System.nanoTime() < giveUp; turn++) {
                if (isSettled(letter, turn)) {
                    return;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } finally {
            open.decrementAndGet();
        }
    }

    /** One try, at one instance after the other. */
    private boolean isSettled(Letter letter, int turn) {
        List<Service> apis = world.apis();
        Caller caller = world.caller(apis.get((letter.number() + turn) % apis.size()));
        ledger.asked(letter.key(), letter.recipient(), letter.digest());
        try {
            Caller.Answer answer = caller.post(letter.body(), letter.key());
            ledger.answered(letter.key(), answer.status(), answer.id());
            return judge(answer);
        } catch (IOException noAnswer) {
            ledger.unanswered(letter.key(), String.valueOf(noAnswer));
            return false;
        }
    }

    private boolean judge(Caller.Answer answer) {
        int status = answer.status();
        if (status == 202) {
            accepted.incrementAndGet();
            return true;
        }
        if (status == 503 && answer.retryAfter() == null) {
            oddities.add("503 without Retry-After: " + answer.body());
        }
        if (status >= 500 && status != 503) {
            oddities.add(status + ": " + answer.body());
        }
        return status >= 400 && status < 500 && status != 409;
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }

    /** What one caller wants to have sent. */
    private record Letter(
            String key,
            int number,
            String recipient,
            ContentDigest digest,
            Map<String, Object> body) {

        static Letter number(String prefix, int number, Map<String, ?> settings) {
            String key = prefix + number;
            String recipient = key.toLowerCase(java.util.Locale.ROOT) + "@example.com";
            String subject = "Заказ " + key + " has shipped";
            String text = "Dear customer,\n\nyour order " + key + " is on its way. Ваш заказ.\n";
            String html = number % 5 == 0 ? "<p>Your order <b>" + key + "</b></p>" : null;
            byte[] file = ("Invoice of " + key).repeat(40).getBytes(UTF_8);
            boolean withFile = number % 10 == 0;
            Map<String, Object> body = new HashMap<>(settings);
            body.putAll(Map.of("channel", "email", "recipient", recipient));
            body.putAll(Map.of("subject", subject, "text", text));
            body.put("metadata", Map.of(ClientLedger.METADATA, key));
            putIfThere(body, "html", html);
            putIfThere(body, "attachments", withFile ? List.of(attachment(file)) : null);
            List<byte[]> files = withFile ? List.of(file) : List.of();
            return new Letter(
                    key,
                    number,
                    recipient,
                    ContentDigest.of(subject, text, html, files),
                    Map.copyOf(body));
        }

        private static void putIfThere(
                Map<String, Object> body, String name, @Nullable Object value) {
            if (value != null) {
                body.put(name, value);
            }
        }

        private static Map<String, String> attachment(byte[] file) {
            return Map.of(
                    "name",
                    "invoice.txt",
                    "contentType",
                    "text/plain",
                    "contentBase64",
                    Base64.getEncoder().encodeToString(file));
        }
    }
}
