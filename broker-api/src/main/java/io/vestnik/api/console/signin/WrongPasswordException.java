package io.vestnik.api.console.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

/** Name and password do not belong together; whether the name exists is for the audit only. */
final class WrongPasswordException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String known;

    WrongPasswordException(@Nullable String known) {
        super("wrong name or password");
        this.known = known;
    }

    /** The operator's name when there is one. */
    @Nullable String known() {
        return known;
    }
}
