package io.vestnik.api.console.desk;

import io.vestnik.api.desk.FailureGroupList;
import io.vestnik.api.desk.FailureGroups;
import io.vestnik.api.run.Runs;
import io.vestnik.api.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what waits for a person, in groups of one kind of failure, and the newest runs. */
@Controller
class DeskController {
    private static final int RUNS = 5;

    /** More than anybody decides about at once; hundreds would take the page long. */
    static final int GROUPS = 50;

    private final FailureGroups groups;
    private final Runs runs;

    DeskController(FailureGroups groups, Runs runs) {
        this.groups = groups;
        this.runs = runs;
    }

    @GetMapping("/console/manual")
    String page(
            @RequestParam(defaultValue = "") String all,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        FailureGroupList list = groups.list(caller.owner());
        int most = all.equals("true") ? Integer.MAX_VALUE : GROUPS;
        int shown = Math.min(most, list.groups().size());
        model.addAttribute("groups", list.groups().subList(0, shown));
        model.addAttribute("more", list.groups().size() - shown);
        model.addAttribute("countedAt", list.countedAt());
        model.addAttribute("runs", runs.list(caller, null, RUNS).items());
        return "console/manual";
    }
}
