package io.vestnik.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key as the caller has it; it is never stored and never shown as a whole in a log line. */
final class ApiKey {
    /** How our own keys begin, so that secret scanners can find them. */
    private static final String MARK = "vst_";

    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7E]{24,200}");
    private static final int PREFIX_LENGTH = 12;

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** A new key: the mark, eight characters to recognise it by, and 160 secret bits. */
    static ApiKey make(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String hex = HexFormat.of().formatHex(bytes);
        return new ApiKey(MARK + hex.substring(0, 8) + "_" + hex.substring(8));
    }

    /** A key of 24 to 200 printable characters without spaces, or nothing. */
    static Optional<ApiKey> of(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    /** Its first characters, which may be shown. */
    String prefix() {
        return text.substring(0, PREFIX_LENGTH);
    }

    /** SHA-256; slow hashing has no place here, for the secret is random and long. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole key, for the one moment in which it is shown. */
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return prefix() + "…";
    }
}
