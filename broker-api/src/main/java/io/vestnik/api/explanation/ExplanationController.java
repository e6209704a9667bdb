package io.vestnik.api.explanation;

import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.notification.Notifications;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.request.Parameters;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers why a notification is not sent yet. */
@RestController
class ExplanationController {
    private final Notifications notifications;
    private final Explanations explanations;

    ExplanationController(Notifications notifications, Explanations explanations) {
        this.notifications = notifications;
        this.explanations = explanations;
    }

    @GetMapping(
            path = "/api/v1/notifications/{id}/explanation",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Explanation explain(
            @PathVariable String id,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        return notifications
                .find(caller.owner(), NotificationIds.parse(id))
                .map(found -> explanations.of(found, Locale.ENGLISH))
                .orElseThrow(ProblemException::noSuchNotification);
    }
}
