package io.vestnik.api.security;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes passwords, says which are good enough, and turns them into hashes that may be stored. */
@Component
class Passwords {
    static final int SHORTEST = 12;

    /** Of what bcrypt looks at. */
    static final int MOST_BYTES = 72;

    /** Without those that look alike. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5;

    private final SecureRandom random = new SecureRandom();
    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder()));

    /** Nobody's: whoever has no password is checked against it, so that it takes as long. */
    private volatile @Nullable String nobodys;

    /** A new one of some 99 random bits. */
    String make() {
        return random.ints(GROUPS * GROUP_LENGTH, 0, ALPHABET.length())
                .mapToObj(place -> String.valueOf(ALPHABET.charAt(place)))
                .collect(Collectors.joining())
                .replaceAll("(.{%d})(?=.)".formatted(GROUP_LENGTH), "$1-");
    }

    /** Why somebody of this name must not have this password. */
    static Optional<Refusal> problemWith(String password, String name) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of(Refusal.PASSWORD_SHORT);
        }
        if (!fits(password)) {
            return Optional.of(Refusal.PASSWORD_LONG);
        }
        String lower = password.toLowerCase(Locale.ROOT);
        boolean easy = lower.chars().distinct().count() < 5 || lower.contains(nameIn(name));
        return easy ? Optional.of(Refusal.PASSWORD_EASY) : Optional.empty();
    }

    private static String nameIn(String name) {
        return name.length() < 3 ? name + name + name : name.toLowerCase(Locale.ROOT);
    }

    /** What may be stored of it. */
    String hash(String password) {
        return String.valueOf(encoder.encode(plain(password)));
    }

    /** Takes as long whatever is asked; without a hash, no password is the right one. */
    boolean matches(String password, @Nullable String hash) {
        String other = nobody();
        String checked = fits(password) ? plain(password) : "";
        return encoder.matches(checked, hash == null ? other : hash)
                && hash != null
                && fits(password);
    }

    private String nobody() {
        String hash = nobodys;
        if (hash == null) {
            hash = hash(make());
            nobodys = hash;
        }
        return hash;
    }

    /** One spelling for what looks the same, whatever the keyboard sends. */
    private static String plain(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private static boolean fits(String password) {
        return plain(password).getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }
}
