package io.vestnik.api.console.desk;

import io.vestnik.api.console.ProblemTexts;
import io.vestnik.api.desk.FailureGroups;
import io.vestnik.api.desk.Fingerprint;
import io.vestnik.api.desk.GroupPlace;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.run.RunRequest;
import io.vestnik.api.run.RunView;
import io.vestnik.api.run.Runs;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows one group of failures, and takes decisions about what somebody ticks in it. */
@Controller("groupPage")
@RequestMapping("/console/manual/groups/{fingerprint}")
class GroupController {
    private final FailureGroups groups;
    private final Runs runs;
    private final Faster faster;
    private final ProblemTexts texts;

    GroupController(FailureGroups groups, Runs runs, Faster faster, ProblemTexts texts) {
        this.groups = groups;
        this.runs = runs;
        this.faster = faster;
        this.texts = texts;
    }

    @GetMapping
    String page(
            @PathVariable String fingerprint,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        return show(Fingerprint.inPath(fingerprint), cursor, caller, model);
    }

    /** Who was shown what is wrong has this address, and may come here again by it. */
    @GetMapping("/selection")
    String backToTheGroup(@PathVariable String fingerprint) {
        return "redirect:/console/manual/groups/" + Fingerprint.inPath(fingerprint).text();
    }

    @PostMapping("/selection")
    String decide(
            @PathVariable String fingerprint,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "") List<String> ids,
            @AuthenticationPrincipal Caller caller,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next,
            Locale language) {
        Fingerprint group = Fingerprint.inPath(fingerprint);
        String why = reason.strip();
        try {
            RunView begun =
                    runs.begin(
                            caller,
                            new RunRequest(
                                    action,
                                    null,
                                    List.copyOf(ids),
                                    why.isEmpty() ? null : why,
                                    null,
                                    null,
                                    null));
            return "redirect:/console/runs/" + begun.id();
        } catch (ProblemException wrong) {
            if (wrong.getStatusCode().value() != HttpStatus.BAD_REQUEST.value()) {
                faster.tell(wrong, next, language);
                return "redirect:/console/manual/groups/" + group.text();
            }
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("problems", texts.byField(wrong, language));
            model.addAttribute("ticked", Set.copyOf(ids));
            model.addAttribute("reason", why);
            return show(group, cursor, caller, model);
        }
    }

    private String show(Fingerprint group, @Nullable String cursor, Caller caller, Model model) {
        model.addAttribute("group", group);
        model.addAttribute("count", groups.count(caller.owner(), group));
        model.addAttribute("cursor", cursor);
        model.addAttribute("page", groups.page(caller.owner(), group, GroupPlace.of(null, cursor)));
        model.addAttribute("newest", runs.newestOf(caller, group).orElse(null));
        return "console/group";
    }
}
