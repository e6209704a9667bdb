package io.vestnik.api.console;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Answers addresses below /console at which there is no page, and leads from / to the console. */
@Controller
class LostController {

    @GetMapping("/")
    String front() {
        return "redirect:/console";
    }

    @GetMapping("/console/**")
    String lost() {
        throw ProblemException.of(ProblemType.NOT_FOUND, "");
    }
}
