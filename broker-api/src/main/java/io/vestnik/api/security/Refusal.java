package io.vestnik.api.security;

import java.util.Locale;

/** Why something in the settings stays as it is. */
public enum Refusal {
    /** A name has up to 64 letters, digits and marks, and does not begin like a key. */
    NAME_INVALID,
    /** Somebody else has it. */
    NAME_TAKEN,
    /** A key's name has 1 to 60 characters on one line. */
    KEY_NAME_INVALID,
    /** A key that may do nothing. */
    NO_SCOPE,
    /** No such role. */
    ROLE_INVALID,
    /** Fewer than 12 characters. */
    PASSWORD_SHORT,
    /** More than 72 bytes. */
    PASSWORD_LONG,
    /** It holds the operator's name, or next to no different characters. */
    PASSWORD_EASY,
    /** The present password is another one. */
    PASSWORD_WRONG,
    /** The new password is the old one. */
    PASSWORD_SAME,
    /** The new password was not written the same twice. */
    PASSWORD_UNLIKE,
    /** Too many wrong passwords lately. */
    TOO_MANY_TRIES,
    /** Nobody locks themselves out. */
    YOURSELF,
    /** One admin stays. */
    LAST_ADMIN,
    /** Role and password of somebody who signs in elsewhere are settled there. */
    ELSEWHERE,
    /** They may not sign in any more. */
    DISABLED,
    /** No such operator, or no such key. */
    UNKNOWN;

    /** As it stands in the message bundle. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
