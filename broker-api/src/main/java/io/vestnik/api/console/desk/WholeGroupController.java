package io.vestnik.api.console.desk;

import io.vestnik.api.console.ProblemTexts;
import io.vestnik.api.desk.Fingerprint;
import io.vestnik.api.manual.Action;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.api.run.RunRequest;
import io.vestnik.api.run.Runs;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
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

/** Asks before it decides about a whole group: how many, how fast, with three of them first. */
@Controller
@RequestMapping("/console/manual/groups/{fingerprint}/{action:retry|discard}")
class WholeGroupController {
    private final Runs runs;
    private final Faster faster;
    private final ProblemTexts texts;

    WholeGroupController(Runs runs, Faster faster, ProblemTexts texts) {
        this.runs = runs;
        this.faster = faster;
        this.texts = texts;
    }

    @GetMapping
    String ask(
            @PathVariable String fingerprint,
            @PathVariable String action,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        model.addAttribute("values", Map.of());
        return show(Fingerprint.inPath(fingerprint), action, caller, model);
    }

    @PostMapping
    String decide(
            @PathVariable String fingerprint,
            @PathVariable String action,
            @RequestParam Map<String, String> values,
            @AuthenticationPrincipal Caller caller,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next,
            Locale language) {
        Fingerprint group = Fingerprint.inPath(fingerprint);
        try {
            return "redirect:/console/runs/"
                    + runs.begin(caller, request(group, action, values)).id();
        } catch (ProblemException wrong) {
            if (wrong.getStatusCode().value() != HttpStatus.BAD_REQUEST.value()) {
                faster.tell(wrong, next, language);
                return Faster.runIn(wrong)
                        .map(run -> "redirect:/console/runs/" + run.id())
                        .orElse("redirect:/console/manual");
            }
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("problems", texts.byField(wrong, language));
            model.addAttribute("values", values);
            return show(group, action, caller, model);
        }
    }

    private String show(Fingerprint group, String action, Caller caller, Model model) {
        if (Action.of(action).isEmpty()) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "");
        }
        model.addAttribute("group", group);
        model.addAttribute("action", action);
        // Counted anew, though of a hundred thousand that takes longer than other pages may:
        // somebody
        // decides by this number.
        model.addAttribute("count", runs.count(caller, group));
        model.addAttribute("sample", runs.sample(caller, group));
        return "console/whole-group";
    }

    private static RunRequest request(
            Fingerprint group, String action, Map<String, String> values) {
        return new RunRequest(
                action,
                group.text(),
                null,
                text(values, "reason"),
                number(text(values, "perMinute")),
                values.containsKey("canary") ? Boolean.TRUE : null,
                null);
    }

    private static @Nullable String text(Map<String, String> values, String field) {
        String text = values.getOrDefault(field, "").strip();
        return text.isEmpty() ? null : text;
    }

    /** What is no number is as wrong as none that is allowed. */
    private static @Nullable Integer number(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    }
}
