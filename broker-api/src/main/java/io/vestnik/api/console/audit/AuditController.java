package io.vestnik.api.console.audit;

import io.vestnik.api.audit.Deeds;
import io.vestnik.api.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows who did what and why, the newest first. */
@Controller
class AuditController {
    private final Deeds deeds;

    AuditController(Deeds deeds) {
        this.deeds = deeds;
    }

    @GetMapping("/console/audit")
    String page(
            @RequestParam(required = false) @Nullable String before,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        model.addAttribute("page", deeds.list(caller.owner(), before));
        model.addAttribute("continued", before != null);
        return "console/audit";
    }
}
