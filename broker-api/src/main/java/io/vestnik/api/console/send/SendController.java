package io.vestnik.api.console.send;

import io.vestnik.api.console.FormId;
import io.vestnik.api.console.ProblemTexts;
import io.vestnik.api.intake.Submissions;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** A form for each channel that sends one notification, with the curl line that does the same. */
@Controller
class SendController {
    private static final List<String> FIELDS =
            List.of("channel", "recipient", "subject", "text", "html", "priority");

    private final Submissions submissions;
    private final ProblemTexts texts;
    private final JsonMapper json;

    SendController(Submissions submissions, ProblemTexts texts, JsonMapper json) {
        this.submissions = submissions;
        this.texts = texts;
        this.json = json;
    }

    @GetMapping("/console/send")
    String form(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        Map<String, String> values = new LinkedHashMap<>(parameters.toSingleValueMap());
        values.keySet().retainAll(Set.copyOf(FIELDS));
        FormId.show(model, Optional.empty());
        return show(values, model);
    }

    @PostMapping("/console/send")
    String send(
            @RequestParam MultiValueMap<String, String> parameters,
            @AuthenticationPrincipal Caller caller,
            Model model,
            HttpServletResponse response,
            Locale language) {
        Map<String, String> values = filledIn(parameters);
        Optional<UUID> form = FormId.in(parameters.toSingleValueMap());
        try {
            byte[] body = body(values).getBytes(StandardCharsets.UTF_8);
            UUID id = submissions.submit(caller, body, form);
            return "redirect:/console/notifications/" + id;
        } catch (ProblemException wrong) {
            response.setStatus(wrong.getStatusCode().value());
            if (wrong.is(ProblemType.KEY_REUSED)) {
                FormId.renew(model);
            } else {
                model.addAttribute("wrong", texts.inShort(wrong, language));
                model.addAttribute("problems", texts.byField(wrong, language));
            }
            FormId.show(model, form);
            return show(values, model);
        }
    }

    private String show(Map<String, String> values, Model model) {
        Channel channel = Channel.of(values.getOrDefault("channel", "")).orElse(Channel.EMAIL);
        model.addAttribute("values", values);
        model.addAttribute("chosen", channel.word());
        model.addAttribute("channels", Channel.values());
        model.addAttribute("open", submissions.channels());
        model.addAttribute("priorities", Priority.IN_ORDER);
        model.addAttribute("curl", curl(channel, values));
        return "console/send";
    }

    /** Texts keep their line ends; browsers send them as CRLF. */
    private static Map<String, String> filledIn(MultiValueMap<String, String> parameters) {
        Map<String, String> typed = parameters.toSingleValueMap();
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : FIELDS) {
            String value = typed.getOrDefault(field, "");
            if (!value.isBlank()) {
                values.put(field, value.replace("\r\n", "\n"));
            }
        }
        return values;
    }

    private String body(Map<String, String> values) {
        return json.writeValueAsString(values);
    }

    private String curl(Channel channel, Map<String, String> values) {
        Map<String, String> example = new LinkedHashMap<>(values);
        example.putIfAbsent("channel", channel.word());
        example.putIfAbsent("recipient", recipient(channel));
        if (!example.containsKey("text") && !example.containsKey("html")) {
            example.put("text", "Hello.");
        }
        String address =
                ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path("/api/v1/notifications")
                        .toUriString();
        return """
        curl -i %s \\
            -H "Authorization: Bearer $VESTNIK_API_KEY" -H 'Content-Type: application/json' \\
            -d '%s'\
        """
                .formatted(address, body(example).replace("'", "'\\''"));
    }

    private static String recipient(Channel channel) {
        return switch (channel) {
            case EMAIL -> "ann@example.com";
            case TELEGRAM -> "1234567";
            case VK -> "1234567";
        };
    }
}
