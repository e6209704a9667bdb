package io.vestnik.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/** Finds the caller by the key in the header Authorization. */
@Component
class ApiKeyAuthentication implements AuthenticationConverter, AuthenticationManager {
    private static final String SCHEME = "bearer ";

    private final ApiKeys keys;

    ApiKeyAuthentication(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return null;
        }
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new BadCredentialsException("no Bearer token");
        }
        String text = header.substring(SCHEME.length()).strip();
        ApiKey key = ApiKey.of(text).orElseThrow(() -> new BadCredentialsException("not a key"));
        return UsernamePasswordAuthenticationToken.unauthenticated(key.prefix(), key);
    }

    @Override
    public Authentication authenticate(Authentication claimed) {
        if (!(claimed.getCredentials() instanceof ApiKey key)) {
            throw new BadCredentialsException("no key");
        }
        try {
            ApiKeys.Holder holder =
                    keys.holderOf(key)
                            .orElseThrow(() -> new BadCredentialsException("unknown key"));
            return UsernamePasswordAuthenticationToken.authenticated(
                    holder.caller(), null, holder.scopes());
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("The keys cannot be read", e);
        }
    }
}
