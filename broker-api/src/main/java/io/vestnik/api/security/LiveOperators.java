package io.vestnik.api.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What has become of operators whose sessions are alive, a few seconds old at most. */
@Component
public class LiveOperators {
    /** How long somebody who was disabled may still get through. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final OperatorRows rows;
    private final Clock clock;

    /** Holds only operators that exist. */
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    private record Known(Operator operator, Instant until) {}

    LiveOperators(OperatorRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * The sign-in with what the operator may do by now, or nothing when it has ended: somebody was
     * disabled, or their password was changed since. Streams that outlive a request ask again.
     */
    public Optional<OperatorAuthentication> present(OperatorAuthentication signedIn) {
        Operator then = signedIn.operator();
        return present(then.id())
                .filter(Operator::enabled)
                .filter(now -> now.generation() == then.generation())
                .map(signedIn::with);
    }

    private Optional<Operator> present(UUID id) {
        Known remembered = known.get(id);
        if (remembered != null && clock.instant().isBefore(remembered.until())) {
            return Optional.of(remembered.operator());
        }
        Optional<Operator> found = rows.find(id);
        found.ifPresentOrElse(
                operator -> known.put(id, new Known(operator, clock.instant().plus(REMEMBERED))),
                () -> known.remove(id));
        return found;
    }

    /** What is changed here is known here at once. */
    void forget(UUID id) {
        known.remove(id);
    }
}
