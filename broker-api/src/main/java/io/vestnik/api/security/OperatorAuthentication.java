package io.vestnik.api.security;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** An operator who has signed in: for controllers a {@link Caller} like any other. */
public final class OperatorAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final Operator operator;
    private final Instant since;

    /**
     * Somebody who has proved who they are.
     *
     * @param since when they did so
     */
    public OperatorAuthentication(Operator operator, Instant since) {
        super(operator.role().authorities());
        this.operator = operator;
        this.since = since;
        setAuthenticated(true);
    }

    /** Who it is, as it stood when the session began or when the database was last asked. */
    public Operator operator() {
        return operator;
    }

    /** The same sign-in, with what is known of the operator by now. */
    public OperatorAuthentication with(Operator present) {
        var fresh = new OperatorAuthentication(present, since);
        fresh.setDetails(getDetails());
        return fresh;
    }

    /** When they signed in. */
    public Instant since() {
        return since;
    }

    @Override
    public Caller getPrincipal() {
        return new Caller(Caller.EVERYBODY, operator.name());
    }

    @Override
    public String getName() {
        return operator.name();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OperatorAuthentication that
                && operator.equals(that.operator)
                && since.equals(that.since);
    }

    @Override
    public int hashCode() {
        return Objects.hash(operator, since);
    }
}
