package io.vestnik.api.request;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads the body of a request, within a limit of size and a limit of time. */
@Component
public final class BodyReader {
    /** The largest body, in bytes. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    /**
     * For the whole body. The server's own timeout starts anew with each byte that arrives; this
     * one and that one together stay under 30 s.
     */
    private static final Duration READ_WITHIN = Duration.ofSeconds(23);

    private static final int FIRST_BUFFER = 8 * 1024;

    /**
     * The body, empty when the request has none.
     *
     * @throws ProblemException 415 for anything but JSON in UTF-8, 413 over {@link #MAX_BYTES}, 408
     *     when it takes too long, 400 when it breaks off
     */
    public byte[] read(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        boolean chunked = announced < 0 && request.getHeader("Transfer-Encoding") != null;
        if (announced <= 0 && !chunked) {
            return new byte[0];
        }
        checkMediaType(request);
        if (announced > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return read(request.getInputStream());
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        } catch (IOException e) {
            throw ProblemException.invalid("body", "did not arrive as a whole");
        }
    }

    private static void checkMediaType(HttpServletRequest request) {
        if (!isJson(request.getContentType()) || request.getHeader("Content-Encoding") != null) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send application/json in UTF-8, not compressed");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (type.getCharset() == null
                            || StandardCharsets.UTF_8.equals(type.getCharset()));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        long end = System.nanoTime() + READ_WITHIN.toNanos();
        var body = new ByteArrayOutputStream(FIRST_BUFFER);
        byte[] buffer = new byte[FIRST_BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            body.write(buffer, 0, n);
            if (body.size() > MAX_BYTES) {
                throw tooLarge();
            }
            if (System.nanoTime() - end > 0) {
                throw tooSlow();
            }
        }
        return body.toByteArray();
    }

    private static ProblemException tooLarge() {
        return ProblemException.of(
                ProblemType.BODY_TOO_LARGE, "A body has at most " + MAX_BYTES + " bytes");
    }

    private static ProblemException tooSlow() {
        return ProblemException.of(
                ProblemType.BODY_TOO_SLOW,
                "A body must arrive within " + READ_WITHIN.toSeconds() + " seconds");
    }
}
