package io.vestnik.api.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What an operator may do; each may do what the ones before it may. */
public enum Role {
    /** See everything but the settings. */
    VIEW,
    /** Decide about notifications, pause channels, send tests. */
    OPERATE,
    /** Make and end API keys and operators. */
    ADMIN;

    /** The role that is written so, or nothing. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** As it stands in the table and in forms. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This one and all below it. */
    List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }
}
