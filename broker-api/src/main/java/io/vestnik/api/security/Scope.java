package io.vestnik.api.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What an API key may do. */
public enum Scope {
    /** Hand notifications in. */
    SEND,
    /** See notifications and channels. */
    READ,
    /** Decide about notifications, pause and resume channels. */
    OPERATE;

    private static final String PREFIX = "SCOPE_";

    /** The scope that is written so, or nothing. */
    public static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }

    /** As it stands in the table, in forms and in problem documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String authority() {
        return PREFIX + word();
    }

    GrantedAuthority granted() {
        return new SimpleGrantedAuthority(authority());
    }

    /** The word in an authority of ours. */
    static String wordIn(GrantedAuthority authority) {
        return String.valueOf(authority.getAuthority()).replace(PREFIX, "");
    }
}
