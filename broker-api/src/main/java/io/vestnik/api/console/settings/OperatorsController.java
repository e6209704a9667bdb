package io.vestnik.api.console.settings;

import io.vestnik.api.security.OperatorAuthentication;
import io.vestnik.api.security.Operators;
import io.vestnik.api.security.Refusal;
import io.vestnik.api.security.RefusedException;
import io.vestnik.api.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which admins make and change operators. */
@Controller
@RequestMapping(OperatorsController.PATH)
class OperatorsController {
    static final String PATH = "/console/settings/operators";
    private static final String AGAIN = "redirect:" + PATH;

    private final Operators operators;

    OperatorsController(Operators operators) {
        this.operators = operators;
    }

    @GetMapping
    String page(OperatorAuthentication admin, Model model) {
        model.addAttribute("operators", operators.list());
        model.addAttribute("roles", Role.values());
        model.addAttribute("self", admin.operator().id());
        return "console/operators";
    }

    @PostMapping
    String make(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            OperatorAuthentication admin,
            RedirectAttributes next) {
        String plain = name.strip();
        String password = operators.make(admin.getPrincipal(), plain, role(role));
        Answer.reveal(next, plain, password);
        return AGAIN;
    }

    @PostMapping("/{id}/role")
    String role(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String role,
            OperatorAuthentication admin,
            RedirectAttributes next) {
        operators.changeRole(admin, Answer.id(id), role(role));
        Answer.done(next, "role-changed");
        return AGAIN;
    }

    @PostMapping("/{id}/password")
    String password(
            @PathVariable String id, OperatorAuthentication admin, RedirectAttributes next) {
        Operators.NewPassword made = operators.resetPassword(admin, Answer.id(id));
        Answer.reveal(next, made.name(), made.password());
        return AGAIN;
    }

    @PostMapping("/{id}/disable")
    String disable(@PathVariable String id, OperatorAuthentication admin, RedirectAttributes next) {
        operators.disable(admin, Answer.id(id));
        Answer.done(next, "operator-disabled");
        return AGAIN;
    }

    @PostMapping("/{id}/enable")
    String enable(@PathVariable String id, OperatorAuthentication admin, RedirectAttributes next) {
        operators.enable(admin, Answer.id(id));
        Answer.done(next, "operator-enabled");
        return AGAIN;
    }

    private static Role role(String word) {
        return Role.of(word).orElseThrow(() -> new RefusedException(Refusal.ROLE_INVALID));
    }

    @ExceptionHandler
    String refused(RefusedException why, HttpServletRequest form, RedirectAttributes next) {
        Answer.refused(next, why);
        if (form.getParameter("name") != null) {
            next.addFlashAttribute("name", form.getParameter("name"));
            next.addFlashAttribute("chosen", form.getParameter("role"));
        }
        return AGAIN;
    }
}
