package io.vestnik.api.console.signin;

import io.vestnik.api.security.OperatorAuthentication;
import io.vestnik.api.security.PasswordCheck;
import java.time.Clock;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Turns a name and a password from the form into an operator who has signed in. */
final class PasswordSignIn implements AuthenticationProvider {
    private final PasswordCheck check;
    private final Clock clock;

    PasswordSignIn(PasswordCheck check, Clock clock) {
        this.check = check;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication claimed) {
        try {
            return switch (answerTo(claimed)) {
                case PasswordCheck.Right right ->
                        new OperatorAuthentication(right.operator(), clock.instant());
                case PasswordCheck.Wrong wrong -> throw new WrongPasswordException(wrong.known());
                case PasswordCheck.TooMany many -> throw new TooManyTriesException(many.pause());
            };
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("The operators cannot be read", e);
        }
    }

    @Override
    public boolean supports(Class<?> claimed) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(claimed);
    }

    private PasswordCheck.Answer answerTo(Authentication claimed) {
        if (claimed.getDetails() instanceof WebAuthenticationDetails details) {
            return check.check(
                    claimed.getName(),
                    String.valueOf(claimed.getCredentials()),
                    details.getRemoteAddress());
        }
        throw new BadCredentialsException("not from the form");
    }
}
