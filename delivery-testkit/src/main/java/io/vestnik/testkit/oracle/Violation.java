package io.vestnik.testkit.oracle;

/**
 * One thing that must not be.
 *
 * @param about id of the notification, key of the request, or name of the queue
 * @param what in words
 */
public record Violation(Check check, String about, String what) {
    @Override
    public String toString() {
        return "%s %s: %s %s".formatted(check, check.title(), about, what);
    }
}
