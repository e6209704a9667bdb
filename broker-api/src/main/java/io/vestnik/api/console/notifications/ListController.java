package io.vestnik.api.console.notifications;

import io.vestnik.api.console.ProblemTexts;
import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.notification.NotificationPage;
import io.vestnik.api.notification.NotificationSearch;
import io.vestnik.api.notification.Notifications;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.Channel;
import io.vestnik.contract.NotificationStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists notifications by what is filled in; the address of the page says all of it. */
@Controller
class ListController {
    private final NotificationSearch search;
    private final Notifications notifications;
    private final ProblemTexts texts;

    ListController(NotificationSearch search, Notifications notifications, ProblemTexts texts) {
        this.search = search;
        this.notifications = notifications;
        this.texts = texts;
    }

    @GetMapping("/console/notifications")
    String list(
            @RequestParam MultiValueMap<String, String> parameters,
            @AuthenticationPrincipal Caller caller,
            Model model,
            HttpServletResponse response,
            Locale language) {
        String id = parameters.toSingleValueMap().getOrDefault("id", "").strip();
        if (!id.isEmpty() && isThere(caller, id)) {
            return "redirect:/console/notifications/" + UUID.fromString(id);
        }
        ListForm form = ListForm.of(parameters);
        model.addAttribute("form", form);
        model.addAttribute("id", id);
        model.addAttribute("statuses", NotificationStatus.values());
        model.addAttribute("channels", Channel.values());
        try {
            model.addAttribute("page", search.page(caller.owner(), form.filter()));
        } catch (ProblemException wrong) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("page", new NotificationPage(List.of(), null, null));
            model.addAttribute("wrong", texts.inShort(wrong, language));
        }
        return "console/notifications";
    }

    private boolean isThere(Caller caller, String id) {
        try {
            return notifications.summary(caller.owner(), NotificationIds.parse(id)).isPresent();
        } catch (ProblemException noId) {
            return false;
        }
    }
}
