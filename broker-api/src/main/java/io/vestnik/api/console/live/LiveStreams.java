package io.vestnik.api.console.live;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams of server-sent events, one for each open page: an event says that something has changed,
 * and the page asks for its new part itself, with its own language and rights. While it can be
 * looked up what a page shows, the page hears so every few seconds: from silence it knows that it
 * may be out of date.
 */
@Component
public class LiveStreams {
    private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);

    /** Beyond it pages are not live, and still work when they are loaded again. */
    private static final int MOST = 200;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Proxies take a silent connection for a dead one, and only a word shows who has gone. */
    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 5;

    /** Then the browser asks for a new one, and its rights are looked at again. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Semaphore places = new Semaphore(MOST);
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * Begins a stream.
     *
     * @param state what the page shows, or something that differs when that does
     * @param shown the mark of the state that the page was made of: what has happened since then,
     *     and what happened while a connection was broken, is told at once
     * @throws ProblemException 503 when there are too many
     */
    public SseEmitter open(Supplier<Object> state, String shown) {
        if (!places.tryAcquire()) {
            throw ProblemException.of(ProblemType.UNAVAILABLE, "Too many pages are open")
                    .retryAfter(30);
        }
        return begin(new SseEmitter(LONGEST.plusSeconds(30).toMillis()), state, shown);
    }

    SseEmitter begin(SseEmitter emitter, Supplier<Object> state, String shown) {
        var gone = new CountDownLatch(1);
        emitter.onCompletion(gone::countDown);
        emitter.onTimeout(gone::countDown);
        emitter.onError(_ -> gone.countDown());
        Thread.ofVirtual().name("live").start(() -> tell(emitter, state, shown, gone));
        return emitter;
    }

    /** What a page says of its state when it asks for a stream; equal for equal states. */
    public static String mark(Object state) {
        return Integer.toHexString(state.hashCode());
    }

    private void tell(
            SseEmitter emitter, Supplier<Object> state, String shown, CountDownLatch gone) {
        try {
            tellUntilTheEnd(emitter, state, shown, gone);
        } catch (IOException | IllegalStateException closed) {
            log.debug("A page was closed", closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException over) {
            log.debug("What a page shows is there no more", over);
        } finally {
            places.release();
            // Else the browser would wait for its end: then it asks anew, and is told why not.
            emitter.complete();
        }
    }

    private void tellUntilTheEnd(
            SseEmitter emitter, Supplier<Object> state, String marked, CountDownLatch gone)
            throws IOException, InterruptedException {
        String shown = marked;
        boolean wasKnown = true;
        long looks = LONGEST.dividedBy(LOOK_EVERY);
        for (int look = 0; look < looks && !isOver(gone); look++) {
            Optional<String> now = current(state);
            boolean hasChanged = now.isPresent() && !now.get().equals(shown);
            boolean isNews = hasChanged || now.isPresent() != wasKnown;
            if (isNews || look % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0) {
                emitter.send(sign(now.isPresent(), hasChanged));
            }
            wasKnown = now.isPresent();
            shown = now.orElse(shown);
        }
    }

    private static SseEmitter.SseEventBuilder sign(boolean isKnown, boolean hasChanged) {
        var sign = SseEmitter.event();
        return isKnown ? sign.name(hasChanged ? "changed" : "alive").data("") : sign.comment("");
    }

    private boolean isOver(CountDownLatch gone) throws InterruptedException {
        return gone.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS) || closing.getCount() == 0;
    }

    private static Optional<String> current(Supplier<Object> state) {
        try {
            return Optional.of(mark(state.get()));
        } catch (DataAccessException | TransactionException e) {
            log.debug("What a page shows cannot be looked up right now", e);
            return Optional.empty();
        }
    }

    /** Before the server waits for requests to end, of which these would be some. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.countDown();
    }
}
