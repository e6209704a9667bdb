package io.vestnik.api.notification;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.request.Parameters;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows notifications: one with its history, or a page of them. */
@RestController
@RequestMapping(path = "/api/v1/notifications", produces = MediaType.APPLICATION_JSON_VALUE)
class NotificationController {
    private final Notifications notifications;
    private final NotificationSearch search;

    NotificationController(Notifications notifications, NotificationSearch search) {
        this.notifications = notifications;
        this.search = search;
    }

    @GetMapping
    NotificationPage list(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, NotificationFilter.PARAMETERS);
        return search.page(caller.owner(), NotificationFilter.of(request.getParameterMap()));
    }

    @GetMapping("/{id}")
    NotificationView find(
            @PathVariable String id,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        return notifications
                .find(caller.owner(), NotificationIds.parse(id))
                .orElseThrow(ProblemException::noSuchNotification);
    }
}
