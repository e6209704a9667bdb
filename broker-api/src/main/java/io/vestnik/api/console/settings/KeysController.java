package io.vestnik.api.console.settings;

import io.vestnik.api.security.Caller;
import io.vestnik.api.security.KeyRing;
import io.vestnik.api.security.RefusedException;
import io.vestnik.api.security.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which admins see, make and revoke API keys. */
@Controller
@RequestMapping(KeysController.PATH)
class KeysController {
    static final String PATH = "/console/settings/keys";
    private static final String AGAIN = "redirect:" + PATH;

    private static final String[] NOTHING = {};

    private final KeyRing keys;

    KeysController(KeyRing keys) {
        this.keys = keys;
    }

    @GetMapping
    String page(@AuthenticationPrincipal Caller admin, Model model) {
        model.addAttribute("keys", keys.list(admin.owner()));
        model.addAttribute("scopes", Scope.values());
        return "console/keys";
    }

    @PostMapping
    String make(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> scope,
            @AuthenticationPrincipal Caller admin,
            RedirectAttributes next) {
        List<Scope> scopes = scope.stream().flatMap(word -> Scope.of(word).stream()).toList();
        String key = keys.make(admin, name, scopes);
        Answer.reveal(next, name.strip(), key);
        return AGAIN;
    }

    @PostMapping("/{id}/revoke")
    String revoke(
            @PathVariable String id,
            @AuthenticationPrincipal Caller admin,
            RedirectAttributes next) {
        keys.revoke(admin, Answer.id(id));
        Answer.done(next, "key-revoked");
        return AGAIN;
    }

    @ExceptionHandler
    String refused(RefusedException why, HttpServletRequest form, RedirectAttributes next) {
        Answer.refused(next, why);
        if (form.getParameter("name") != null) {
            next.addFlashAttribute("name", form.getParameter("name"));
            next.addFlashAttribute(
                    "chosen", List.of(form.getParameterMap().getOrDefault("scope", NOTHING)));
        }
        return AGAIN;
    }
}
