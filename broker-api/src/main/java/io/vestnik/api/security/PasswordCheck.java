package io.vestnik.api.security;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Says whether a name and a password are those of an operator, and takes its time for it. */
@Component
public class PasswordCheck {
    /** Hashing is work: whoever floods the sign-in must not slow the API down. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final OperatorRows rows;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final Semaphore hashing = new Semaphore(AT_ONCE, true);

    PasswordCheck(OperatorRows rows, Passwords passwords, SignInThrottle throttle) {
        this.rows = rows;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /** What came of it. */
    public sealed interface Answer {}

    /** Name and password belong together, and the operator is not disabled. */
    public record Right(Operator operator) implements Answer {}

    /**
     * They do not; nobody outside learns which of the two is wrong.
     *
     * @param known the operator's name when there is one, for the audit
     */
    public record Wrong(@Nullable String known) implements Answer {}

    /** There were too many wrong ones; nothing was checked. */
    public record TooMany(Duration pause) implements Answer {}

    /**
     * Checks them.
     *
     * @param address of the client
     * @throws DataAccessException when the database does not answer
     */
    public Answer check(String name, String password, String address) {
        Duration wait = throttle.begin(name, address);
        if (!wait.isZero()) {
            return new TooMany(wait);
        }
        try {
            return checked(name, password, address);
        } catch (DataAccessException e) {
            throttle.undo(name, address);
            throw e;
        }
    }

    private Answer checked(String name, String password, String address) {
        Optional<OperatorRows.WithHash> found = rows.findByName(name);
        String hash = found.map(OperatorRows.WithHash::hash).orElse(null);
        if (!acquire()) {
            throttle.undo(name, address);
            return new TooMany(PATIENCE);
        }
        boolean right;
        try {
            right = passwords.matches(password, hash);
        } finally {
            hashing.release();
        }
        Optional<Operator> operator = found.map(OperatorRows.WithHash::operator);
        if (right && operator.filter(Operator::enabled).isPresent()) {
            throttle.succeeded(name, address);
            return new Right(operator.get());
        }
        return new Wrong(operator.map(Operator::name).orElse(null));
    }

    private boolean acquire() {
        try {
            return hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
