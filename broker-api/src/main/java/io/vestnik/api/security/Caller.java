package io.vestnik.api.security;

/**
 * Who sends a request.
 *
 * @param owner whose notifications the key sees
 * @param keyPrefix the visible beginning of the key, which stands in the record of decisions
 */
public record Caller(String owner, String keyPrefix) {}
