package io.vestnik.api.intake;

import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.request.BodyReader;
import io.vestnik.api.request.LargeBodies;
import io.vestnik.api.request.Parameters;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/notifications/{id}/resend}: a changed copy goes out. */
@RestController
class ResendController {
    /** The files of the original are as large as nobody announces. */
    private static final long UNKNOWN_LENGTH = -1;

    private final BodyReader bodies;
    private final LargeBodies largeBodies;
    private final Resends resends;

    ResendController(BodyReader bodies, LargeBodies largeBodies, Resends resends) {
        this.bodies = bodies;
        this.largeBodies = largeBodies;
        this.resends = resends;
    }

    @PostMapping(
            path = "/api/v1/notifications/{id}/resend",
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Acceptance> resend(
            @PathVariable String id,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        UUID original = NotificationIds.parse(id);
        Acceptance accepted =
                largeBodies.admit(UNKNOWN_LENGTH, () -> resend(original, request, caller));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create("/api/v1/notifications/" + accepted.id()))
                .body(accepted);
    }

    private Acceptance resend(UUID original, HttpServletRequest request, Caller caller) {
        byte[] body = bodies.read(request);
        return resends.accept(
                caller, original, body, RequestKey.of(request, Resends.bound(original, body)));
    }
}
