package io.vestnik.api.intake;

import io.vestnik.api.config.RetryProperties;
import io.vestnik.api.outbox.OutboxLimit;
import io.vestnik.api.request.BodyReader;
import io.vestnik.api.request.LargeBodies;
import io.vestnik.api.request.Parameters;
import io.vestnik.api.request.StrictJson;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/notifications}: from the bytes of a request to 202. */
@RestController
class IntakeController {
    private final BodyReader bodies;
    private final LargeBodies largeBodies;
    private final StrictJson json;
    private final Intake intake;
    private final OutboxLimit limit;
    private final UsualChoices usual;

    IntakeController(
            BodyReader bodies,
            LargeBodies largeBodies,
            StrictJson json,
            Intake intake,
            OutboxLimit limit,
            RetryProperties retry,
            ChannelProperties channels) {
        this.bodies = bodies;
        this.largeBodies = largeBodies;
        this.json = json;
        this.intake = intake;
        this.limit = limit;
        this.usual = UsualChoices.of(retry, channels);
    }

    @PostMapping(path = "/api/v1/notifications", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Acceptance> accept(
            HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        limit.admit();
        Acceptance accepted =
                largeBodies.admit(request.getContentLengthLong(), () -> read(request, caller));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create("/api/v1/notifications/" + accepted.id()))
                .body(accepted);
    }

    @PostMapping(path = "/api/v1/notifications/batch", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BatchAcceptance> acceptBatch(
            HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        BatchAcceptance accepted =
                largeBodies.admit(request.getContentLengthLong(), () -> readBatch(request, caller));
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(accepted);
    }

    private BatchAcceptance readBatch(HttpServletRequest request, Caller caller) {
        byte[] body = bodies.read(request);
        var key = RequestKey.of(request, body);
        var asked = NotificationCheck.check(json.readBatch(body, NewBatch.class), usual);
        limit.admit(asked.size());
        return intake.accept(caller, asked, key);
    }

    private Acceptance read(HttpServletRequest request, Caller caller) {
        byte[] body = bodies.read(request);
        var key = RequestKey.of(request, body);
        var asked = json.read(body, NewNotification.class);
        return intake.accept(caller, NotificationCheck.check(asked, usual), key);
    }
}
