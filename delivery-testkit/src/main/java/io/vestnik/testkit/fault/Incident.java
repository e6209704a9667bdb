package io.vestnik.testkit.fault;

import java.time.Instant;

/**
 * One thing that a proxy did to somebody.
 *
 * @param connection number of the connection, from 1; 0 when it befell all of them
 * @param fault what was done, for example {@code reset} or {@code blackhole}
 * @param cause why it was done then
 */
public record Incident(Instant at, int connection, String fault, String cause) {
    @Override
    public String toString() {
        return "%s connection %d: %s, %s".formatted(at, connection, fault, cause);
    }
}
