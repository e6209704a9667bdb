package io.vestnik.api.console.desk;

import io.vestnik.api.console.FormId;
import io.vestnik.api.console.ProblemTexts;
import io.vestnik.api.intake.Resends;
import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.notification.NotificationView;
import io.vestnik.api.notification.Notifications;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.Content;
import io.vestnik.contract.Priority;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A form with what was sent, to be corrected and sent as a copy. */
@Controller
@RequestMapping("/console/notifications/{id}/edit")
class EditController {
    private static final Map<String, List<String>> FIELDS =
            Map.of(
                    "email",
                    List.of(
                            "recipient",
                            "subject",
                            "text",
                            "html",
                            "fromName",
                            "replyTo",
                            "priority"),
                    "telegram",
                    List.of("recipient", "text", "html", "priority"),
                    "vk",
                    List.of("recipient", "text", "priority"));

    private final Notifications notifications;
    private final Resends resends;
    private final Faster faster;
    private final ProblemTexts texts;
    private final JsonMapper json;

    EditController(
            Notifications notifications,
            Resends resends,
            Faster faster,
            ProblemTexts texts,
            JsonMapper json) {
        this.notifications = notifications;
        this.resends = resends;
        this.faster = faster;
        this.texts = texts;
        this.json = json;
    }

    @GetMapping
    String form(@PathVariable String id, @AuthenticationPrincipal Caller caller, Model model) {
        NotificationView one = find(id, caller);
        FormId.show(model, Optional.empty());
        return show(one, values(one, caller), model);
    }

    @PostMapping
    String resend(
            @PathVariable String id,
            @RequestParam Map<String, String> values,
            @AuthenticationPrincipal Caller caller,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next,
            Locale language) {
        NotificationView one = find(id, caller);
        try {
            UUID copy = resends.resend(caller, one.id(), changes(one, values), FormId.in(values));
            return "redirect:/console/notifications/" + copy;
        } catch (ProblemException wrong) {
            if (wrong.is(ProblemType.WRONG_STATE)) {
                faster.tell(wrong, next, language);
                return "redirect:/console/notifications/" + one.id() + "/edit";
            }
            if (wrong.getStatusCode().is5xxServerError()) {
                throw wrong;
            }
            response.setStatus(wrong.getStatusCode().value());
            if (wrong.is(ProblemType.KEY_REUSED)) {
                FormId.renew(model);
            } else {
                model.addAttribute("problems", texts.byField(wrong, language));
            }
            FormId.show(model, FormId.in(values));
            return show(one, values, model);
        }
    }

    private static String show(NotificationView one, Map<String, String> values, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("values", values);
        model.addAttribute("fields", FIELDS.getOrDefault(one.channel(), List.of()));
        model.addAttribute("priorities", Priority.IN_ORDER);
        return "console/edit";
    }

    /** An empty field takes away what was in it; browsers send line ends as CRLF. */
    private byte[] changes(NotificationView one, Map<String, String> values) {
        ObjectNode changes = json.createObjectNode();
        for (String field : FIELDS.getOrDefault(one.channel(), List.of())) {
            String value = values.getOrDefault(field, "").replace("\r\n", "\n");
            changes.put(field, value.isBlank() ? null : value);
        }
        if (!one.attachments().isEmpty() && !values.containsKey("keepFiles")) {
            changes.putNull("attachments");
        }
        if (values.containsKey("discardOriginal")) {
            changes.put("discardOriginal", true);
        }
        return json.writeValueAsBytes(changes);
    }

    private Map<String, String> values(NotificationView one, Caller caller) {
        Content content =
                notifications
                        .content(caller.owner(), one.id())
                        .orElseThrow(ProblemException::noSuchNotification);
        Map<String, String> values = new HashMap<>();
        values.put("recipient", one.recipient());
        values.put("priority", one.priority());
        values.put("keepFiles", "on");
        put(values, "subject", content.subject());
        put(values, "text", content.text());
        put(values, "html", content.html());
        put(values, "fromName", content.fromName());
        put(values, "replyTo", content.replyTo());
        return values;
    }

    private static void put(Map<String, String> values, String field, @Nullable String value) {
        if (value != null) {
            values.put(field, value);
        }
    }

    private NotificationView find(String id, Caller caller) {
        return notifications
                .find(caller.owner(), NotificationIds.parse(id))
                .orElseThrow(ProblemException::noSuchNotification);
    }
}
