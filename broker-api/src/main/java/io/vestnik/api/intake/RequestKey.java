package io.vestnik.api.intake;

import io.vestnik.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An Idempotency-Key and what it is bound to.
 *
 * @param key 1 to 255 printable ASCII characters, or that of a form
 * @param fingerprint SHA-256 of the body in hex, byte for byte: whoever repeats a request sends the
 *     same bytes, and who changes a letter is told so instead of getting the old answer
 */
record RequestKey(String key, String fingerprint) {
    static final String HEADER = "Idempotency-Key";

    /** No header can begin so: what a page has sent never meets the key of a program. */
    private static final String FORM = "\tform ";

    private static final Pattern SHAPE = Pattern.compile("[\\x20-\\x7E]{1,255}");

    /** The key of a request, if it has one. */
    static Optional<RequestKey> of(HttpServletRequest request, byte[] body) {
        List<String> headers = Collections.list(request.getHeaders(HEADER));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        if (headers.size() > 1) {
            throw ProblemException.invalid(HEADER, "is there twice");
        }
        String key = headers.getFirst();
        if (!SHAPE.matcher(key).matches()) {
            throw ProblemException.invalid(HEADER, "must have 1 to 255 printable ASCII characters");
        }
        return Optional.of(new RequestKey(key, sha256(body)));
    }

    /** The key of a form of the console, if it has one. */
    static Optional<RequestKey> of(Optional<UUID> form, byte[] body) {
        return form.map(id -> new RequestKey(FORM + id, sha256(body)));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
