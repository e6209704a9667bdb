package io.vestnik.api.console.settings;

import io.vestnik.api.security.OperatorAuthentication;
import io.vestnik.api.security.OwnPassword;
import io.vestnik.api.security.Refusal;
import io.vestnik.api.security.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which operators choose their own password. */
@Controller
@RequestMapping(PasswordController.PATH)
class PasswordController {
    static final String PATH = "/console/settings/password";
    private static final String AGAIN = "redirect:" + PATH;

    private final OwnPassword password;
    private final HttpSessionSecurityContextRepository sessions =
            new HttpSessionSecurityContextRepository();

    PasswordController(OwnPassword password) {
        this.password = password;
    }

    @GetMapping
    String page(OperatorAuthentication operator, Model model) {
        model.addAttribute("operator", operator.operator());
        return "console/password";
    }

    @PostMapping
    String change(
            @RequestParam(defaultValue = "") String present,
            @RequestParam(defaultValue = "") String chosen,
            @RequestParam(defaultValue = "") String again,
            OperatorAuthentication operator,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes next) {
        if (!chosen.equals(again)) {
            throw new RefusedException(Refusal.PASSWORD_UNLIKE);
        }
        var signedIn = password.change(operator, present, chosen, request.getRemoteAddr());
        request.changeSessionId();
        sessions.saveContext(new SecurityContextImpl(signedIn), request, response);
        Answer.done(next, "password-changed");
        return AGAIN;
    }

    @ExceptionHandler
    String refused(RefusedException why, RedirectAttributes next) {
        Answer.refused(next, why);
        return AGAIN;
    }
}
