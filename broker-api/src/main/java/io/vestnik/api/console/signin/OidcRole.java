package io.vestnik.api.console.signin;

import io.vestnik.api.security.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an operator's role out of what the OpenID provider says about them. */
final class OidcRole {
    private OidcRole() {}

    /**
     * The highest that is named in the claim, or none.
     *
     * @param path the claim's name; with dots, such as {@code realm_access.roles}, the way into it
     */
    static Optional<Role> in(Map<String, Object> claims, String path) {
        Object found = claims.containsKey(path) ? claims.get(path) : walk(claims, path);
        Collection<?> values = found instanceof Collection<?> many ? many : List.of(orEmpty(found));
        return values.stream()
                .flatMap(value -> Role.of(String.valueOf(value)).stream())
                .max(Comparator.naturalOrder());
    }

    private static @Nullable Object walk(Map<String, Object> claims, String path) {
        Object found = claims;
        for (String step : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return found;
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }
}
