package io.vestnik.api.security;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in to the console.
 *
 * @param name as it was written when the operator was made; case does not tell two apart
 * @param elsewhere whether they sign in at an OpenID provider and have no password here
 * @param temporary whether somebody else knows the password too, so that it has to be changed
 * @param generation one more with each change that ends the sessions that began before
 * @param signedInAt when they did so last
 * @param disabledAt since when they may not
 */
public record Operator(
        UUID id,
        String name,
        Role role,
        boolean elsewhere,
        boolean temporary,
        int generation,
        Instant createdAt,
        String createdBy,
        @Nullable Instant signedInAt,
        @Nullable Instant disabledAt)
        implements Serializable {

    /** Whether they may sign in. */
    public boolean enabled() {
        return disabledAt == null;
    }
}
