package io.vestnik.api.request;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Cuts the connection of a caller who was answered before the end of a body that does not end.
 *
 * <p>The server reads what the application has left over, so that the caller gets to reading the
 * answer; but it waits anew for each byte, up to two million of them.
 */
public final class UnreadBodyValve extends ValveBase {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Runs in virtual threads too, which a blocking read does not hold up. */
    public UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isFinished() && !endsSoon(request, response)) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static boolean endsSoon(Request request, Response response) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            // First the answer, so that a caller who waits for it has it. Flushed and not finished:
            // that would close the request's stream too.
            response.flushBuffer();
            InputStream rest = request.getStream();
            byte[] buffer = new byte[8 * 1024];
            while (System.nanoTime() - end < 0) {
                if (rest.read(buffer) < 0) {
                    return true;
                }
            }
        } catch (IOException gone) {
            return false;
        }
        return false;
    }
}
