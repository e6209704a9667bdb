package io.vestnik.api.manual;

import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.notification.NotificationSummary;
import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.request.BodyReader;
import io.vestnik.api.request.Parameters;
import io.vestnik.api.request.StrictJson;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a person may decide: send again, do not send, give up. */
@RestController
@RequestMapping(path = "/api/v1/notifications/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class ManualController {
    private final BodyReader bodies;
    private final StrictJson json;
    private final Decisions decisions;

    ManualController(BodyReader bodies, StrictJson json, Decisions decisions) {
        this.bodies = bodies;
        this.json = json;
        this.decisions = decisions;
    }

    @PostMapping("/retry")
    NotificationSummary retry(
            @PathVariable String id,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        return decisions.retry(decision(id, request, caller));
    }

    @PostMapping("/cancel")
    NotificationSummary cancel(
            @PathVariable String id,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        return decisions.cancel(decision(id, request, caller));
    }

    @PostMapping("/discard")
    NotificationSummary discard(
            @PathVariable String id,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        return decisions.discard(decision(id, request, caller));
    }

    private Decision decision(String id, HttpServletRequest request, Caller caller) {
        Parameters.allow(request, Set.of());
        UUID notification = NotificationIds.parse(id);
        return new Decision(notification, caller, reason(bodies.read(request)));
    }

    private @Nullable String reason(byte[] body) {
        String reason = body.length == 0 ? null : json.read(body, DecisionRequest.class).reason();
        var problems = new FieldProblems();
        DecisionReason.check(reason, problems);
        problems.throwIfAny();
        return reason;
    }
}
