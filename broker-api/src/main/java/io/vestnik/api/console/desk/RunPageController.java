package io.vestnik.api.console.desk;

import io.vestnik.api.console.ProblemTexts;
import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.api.run.RunOutcome;
import io.vestnik.api.run.RunView;
import io.vestnik.api.run.Runs;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.NotificationStatus;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows how far runs have come, and stops them. */
@Controller
@RequestMapping("/console/runs")
class RunPageController {
    private static final int PAGE = 50;

    private final Runs runs;
    private final ProblemTexts texts;

    RunPageController(Runs runs, ProblemTexts texts) {
        this.runs = runs;
        this.texts = texts;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String cursor,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        model.addAttribute(
                "page",
                runs.list(
                        caller,
                        NotificationIds.isOne(cursor) ? UUID.fromString(cursor) : null,
                        PAGE));
        return "console/runs";
    }

    @GetMapping("/{id}")
    String page(@PathVariable String id, @AuthenticationPrincipal Caller caller, Model model) {
        show(id, caller, model);
        return "console/run";
    }

    /** The part of the page that changes. */
    @GetMapping("/{id}/live")
    String live(@PathVariable String id, @AuthenticationPrincipal Caller caller, Model model) {
        show(id, caller, model);
        return "console/run :: live";
    }

    @PostMapping("/{id}/stop")
    String stop(
            @PathVariable String id,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next,
            Locale language) {
        UUID run = inPath(id);
        try {
            runs.stop(caller, run);
        } catch (ProblemException over) {
            if (!over.is(ProblemType.WRONG_STATE)) {
                throw over;
            }
            next.addFlashAttribute("flash", texts.inShort(over, language));
            next.addFlashAttribute("flashKind", "warn");
        }
        return "redirect:/console/runs/" + run;
    }

    private void show(String id, Caller caller, Model model) {
        RunView run = runs.find(caller, inPath(id));
        model.addAttribute("run", run);
        if (run.isOver()) {
            List<RunOutcome> outcome = runs.outcome(caller, run.id());
            model.addAttribute("outcome", outcome);
            model.addAttribute("open", outcome.stream().anyMatch(RunPageController::isOpen));
            model.addAttribute("skips", runs.skips(caller, run.id()));
        }
    }

    /** Whether something is still to become of them. */
    private static boolean isOpen(RunOutcome one) {
        return one.status().equals(NotificationStatus.QUEUED.word())
                || one.status().equals(NotificationStatus.RETRYING.word());
    }

    private static UUID inPath(String id) {
        if (!NotificationIds.isOne(id)) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "");
        }
        return UUID.fromString(id);
    }
}
