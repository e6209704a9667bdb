package io.vestnik.api.console.notifications;

import io.vestnik.api.manual.Decision;
import io.vestnik.api.manual.DecisionReason;
import io.vestnik.api.manual.Decisions;
import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes decisions about one notification from its page. */
@Controller
@RequestMapping("/console/notifications/{id}")
class DecisionController {
    private final Decisions decisions;

    DecisionController(Decisions decisions) {
        this.decisions = decisions;
    }

    @PostMapping("/retry")
    String retry(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller) {
        return after(decisions.retry(decision(id, reason, caller)).id());
    }

    @PostMapping("/discard")
    String discard(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller) {
        return after(decisions.discard(decision(id, reason, caller)).id());
    }

    @PostMapping("/cancel")
    String cancel(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller) {
        return after(decisions.cancel(decision(id, reason, caller)).id());
    }

    /** Who was told that somebody was faster has this address, and may come here again by it. */
    @GetMapping({"/retry", "/discard", "/cancel"})
    String backToTheNotification(@PathVariable String id) {
        return after(NotificationIds.parse(id));
    }

    private static String after(UUID id) {
        return "redirect:/console/notifications/" + id;
    }

    private static Decision decision(String id, String reason, Caller caller) {
        return new Decision(NotificationIds.parse(id), caller, checked(reason.strip()));
    }

    private static @Nullable String checked(String reason) {
        if (reason.isEmpty()) {
            return null;
        }
        var problems = new FieldProblems();
        DecisionReason.check(reason, problems);
        problems.throwIfAny();
        return reason;
    }
}
