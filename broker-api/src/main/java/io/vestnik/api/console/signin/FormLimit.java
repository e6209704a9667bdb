package io.vestnik.api.console.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns forms away that are too large, before the server holds them in memory. Strangers have a
 * name and a password to send, and no more. The server's own limit would cut the connection before
 * a browser had seen why.
 */
final class FormLimit extends OncePerRequestFilter {
    private static final DataSize OF_STRANGERS = DataSize.ofKilobytes(16);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DataSize ofOperators;

    FormLimit(DataSize ofOperators) {
        this.ofOperators = ofOperators;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getSession(false) == null) {
            boolean endless = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
            if (endless || isLarger(request, OF_STRANGERS)) {
                response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
                return;
            }
        } else if (isLarger(request, ofOperators)) {
            discard(request.getInputStream());
            response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isLarger(HttpServletRequest request, DataSize most) {
        return request.getContentLengthLong() > most.toBytes();
    }

    /** A browser reads no answer before it has sent all. */
    private static void discard(InputStream form) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        byte[] buffer = new byte[8 * 1024];
        int read = 0;
        while (read >= 0 && System.nanoTime() - end < 0) {
            read = form.read(buffer);
        }
    }
}
