package io.vestnik.api.desk;

import io.vestnik.api.notification.NotificationPage;
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

/** Shows what waits for a person: the groups, and what is in one of them. */
@RestController
@RequestMapping(path = "/api/v1/manual/groups", produces = MediaType.APPLICATION_JSON_VALUE)
class GroupController {
    private final FailureGroups groups;

    GroupController(FailureGroups groups) {
        this.groups = groups;
    }

    @GetMapping
    FailureGroupList list(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        return groups.list(caller.owner());
    }

    @GetMapping("/{fingerprint}")
    NotificationPage page(
            @PathVariable String fingerprint,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, GroupPlace.PARAMETERS);
        return groups.page(
                caller.owner(),
                Fingerprint.inPath(fingerprint),
                GroupPlace.of(request.getParameter("limit"), request.getParameter("cursor")));
    }
}
