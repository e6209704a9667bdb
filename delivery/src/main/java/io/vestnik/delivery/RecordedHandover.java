package io.vestnik.delivery;

import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.history.AttemptLog;
import org.jspecify.annotations.Nullable;

/** Makes the handover durable, and remembers whether that worked. */
final class RecordedHandover implements Handover {
    private final AttemptLog history;
    private final AttemptKey attempt;
    private volatile boolean begun;
    private volatile @Nullable RuntimeException failure;

    RecordedHandover(AttemptLog history, AttemptKey attempt) {
        this.history = history;
        this.attempt = attempt;
    }

    @Override
    public void begin() {
        try {
            history.handOver(attempt);
            begun = true;
        } catch (RuntimeException notDurable) {
            failure = notDurable;
            throw notDurable;
        }
    }

    /** Whether the far side may have the message. */
    boolean begun() {
        return begun;
    }

    /** Libraries wrap what the handover throws; the engine wants it as it was. */
    void rethrowIfFailed() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }
}
