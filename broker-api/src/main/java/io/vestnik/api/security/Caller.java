package io.vestnik.api.security;

import java.io.Serializable;

/**
 * Who asks: a program with a key, or an operator who has signed in.
 *
 * @param owner whose notifications the caller sees
 * @param name what stands in the record of decisions: the visible beginning of the key, or the
 *     operator's name
 */
public record Caller(String owner, String name) implements Serializable {
    /** Until there are tenants, everybody is one. */
    public static final String EVERYBODY = "default";
}
