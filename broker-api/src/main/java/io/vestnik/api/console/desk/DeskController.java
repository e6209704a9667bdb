package io.vestnik.api.console.desk;

import io.vestnik.api.desk.FailureGroups;
import io.vestnik.api.run.Runs;
import io.vestnik.api.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows what waits for a person, in groups of one kind of failure, and the newest runs. */
@Controller
class DeskController {
    private static final int RUNS = 5;

    private final FailureGroups groups;
    private final Runs runs;

    DeskController(FailureGroups groups, Runs runs) {
        this.groups = groups;
        this.runs = runs;
    }

    @GetMapping("/console/manual")
    String page(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("list", groups.list(caller.owner()));
        model.addAttribute("runs", runs.list(caller, null, RUNS).items());
        return "console/manual";
    }
}
