package io.vestnik.delivery.http;

import java.net.URI;
import java.time.Duration;

/**
 * Where a far side is, and how long one call to it may take.
 *
 * @param base without a slash at its end
 * @param secret takes the place of {@link FarSideHttp#SECRET} in an address, below everything that
 *     logs or measures addresses; never shown
 * @param connectTimeout until a connection has come about
 * @param deadline for the whole call, however slowly the far side keeps talking
 */
public record HttpSettings(URI base, String secret, Duration connectTimeout, Duration deadline) {
    @Override
    public String toString() {
        return base + " within " + deadline;
    }
}
