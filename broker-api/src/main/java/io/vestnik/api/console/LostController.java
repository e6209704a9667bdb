package io.vestnik.api.console;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Answers addresses below /console at which there is no page, and leads from / to the console. */
@Controller
class LostController {

    @GetMapping({"/", "/console/"})
    String front() {
        return "redirect:/console";
    }

    /** Not below /console/assets: the files there come after all controllers. */
    @GetMapping({"/console/{page:(?!assets$).+}", "/console/{page:(?!assets$).+}/**"})
    String lost() {
        throw ProblemException.of(ProblemType.NOT_FOUND, "");
    }
}
