package io.vestnik.api.run;

import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.request.BodyReader;
import io.vestnik.api.request.PageLimit;
import io.vestnik.api.request.Parameters;
import io.vestnik.api.request.StrictJson;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same decision about many notifications, by the API. */
@RestController
@RequestMapping(path = "/api/v1/runs", produces = MediaType.APPLICATION_JSON_VALUE)
class RunController {
    private static final int USUAL_LIMIT = 20;

    private final BodyReader bodies;
    private final StrictJson json;
    private final Runs runs;

    RunController(BodyReader bodies, StrictJson json, Runs runs) {
        this.bodies = bodies;
        this.json = json;
        this.runs = runs;
    }

    @PostMapping
    ResponseEntity<?> begin(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        // As for a batch: a thousand ids are more than other bodies may hold.
        RunOrder order = RunCheck.check(json.readBatch(bodies.read(request), RunRequest.class));
        if (order.dryRun()) {
            return ResponseEntity.ok(runs.dryRun(caller, order));
        }
        RunView begun = runs.begin(caller, order);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + begun.id()))
                .body(begun);
    }

    @GetMapping
    RunPage list(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of("limit", "cursor"));
        return runs.list(
                caller,
                cursor(request.getParameter("cursor")),
                PageLimit.read(request.getParameter("limit"), USUAL_LIMIT));
    }

    @GetMapping("/{id}")
    RunView find(
            @PathVariable String id,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        return runs.find(caller, inPath(id));
    }

    @PostMapping("/{id}/stop")
    RunView stop(
            @PathVariable String id,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        return runs.stop(caller, inPath(id));
    }

    private static UUID inPath(String id) {
        if (!NotificationIds.isOne(id)) {
            throw Runs.unknown();
        }
        return UUID.fromString(id);
    }

    private static @Nullable UUID cursor(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!NotificationIds.isOne(text)) {
            throw ProblemException.invalid("cursor", "is not a nextCursor of this list");
        }
        return UUID.fromString(text);
    }
}
