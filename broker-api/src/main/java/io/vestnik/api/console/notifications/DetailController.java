package io.vestnik.api.console.notifications;

import io.vestnik.api.console.live.LiveStreams;
import io.vestnik.api.explanation.Explanation;
import io.vestnik.api.explanation.Explanations;
import io.vestnik.api.notification.AttachedFile;
import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.notification.NotificationView;
import io.vestnik.api.notification.Notifications;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Shows one notification: what happened to it, what will, and what its recipient is to read. */
@Controller
@RequestMapping("/console/notifications/{id}")
class DetailController {
    /** Nothing in a stranger's HTML runs, and nothing is fetched: pictures may tell who looked. */
    private static final String FRAME_POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox;"
                    + " frame-ancestors 'self'";

    private static final String LINES_KEPT = "<body style=\"white-space: pre-wrap\">";

    private final Notifications notifications;
    private final Explanations explanations;
    private final Timeline timeline;
    private final LiveStreams streams;
    private final JsonMapper json;

    DetailController(
            Notifications notifications,
            Explanations explanations,
            Timeline timeline,
            LiveStreams streams,
            JsonMapper json) {
        this.notifications = notifications;
        this.explanations = explanations;
        this.timeline = timeline;
        this.streams = streams;
        this.json = json;
    }

    @GetMapping
    String page(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String show,
            @AuthenticationPrincipal Caller caller,
            Model model,
            Locale language) {
        NotificationView one = show(id, caller, model, language);
        Content content = content(caller, one.id());
        model.addAttribute("content", content);
        model.addAttribute("tab", tab(show, content));
        model.addAttribute(
                "source", json.writerWithDefaultPrettyPrinter().writeValueAsString(content));
        return "console/notification";
    }

    /** The part of the page that changes. */
    @GetMapping("/live")
    String live(
            @PathVariable String id,
            @AuthenticationPrincipal Caller caller,
            Model model,
            Locale language) {
        show(id, caller, model, language);
        return "console/notification :: live";
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    SseEmitter events(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String shown,
            @AuthenticationPrincipal Caller caller,
            Locale language) {
        UUID known = find(id, caller, language).id();
        return streams.open(
                () -> {
                    NotificationView now = find(known.toString(), caller, language);
                    return state(now, explanations.of(now, language));
                },
                shown);
    }

    /** All but figures that are never the same for long. */
    private static Object state(NotificationView one, Explanation why) {
        return List.of(one, why.kind());
    }

    private NotificationView show(String id, Caller caller, Model model, Locale language) {
        NotificationView one = find(id, caller, language);
        Explanation why = explanations.of(one, language);
        model.addAttribute("one", one);
        model.addAttribute("why", why);
        model.addAttribute("mark", LiveStreams.mark(state(one, why)));
        model.addAttribute("past", timeline.past(one, why));
        model.addAttribute("planned", timeline.planned(one, why));
        return one;
    }

    private static String tab(String asked, Content content) {
        return switch (asked) {
            case "text", "source" -> asked;
            default -> content.html() == null ? "text" : "html";
        };
    }

    @GetMapping("/message.html")
    ResponseEntity<byte[]> html(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        UUID known = NotificationIds.parse(id);
        String html = content(caller, known).html();
        return ResponseEntity.ok()
                .header("Content-Security-Policy", FRAME_POLICY)
                .header("X-Frame-Options", "SAMEORIGIN")
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(asShown(known, caller, html == null ? "" : html));
    }

    /** Telegram shows the ends of lines, which browsers take for spaces. */
    private byte[] asShown(UUID id, Caller caller, String html) {
        boolean keepsLines =
                notifications
                        .summary(caller.owner(), id)
                        .filter(one -> one.channel().equals(Channel.TELEGRAM.word()))
                        .isPresent();
        return ((keepsLines ? LINES_KEPT : "") + html).getBytes(StandardCharsets.UTF_8);
    }

    /** Always to be kept, never to be opened here. */
    @GetMapping("/files/{position}")
    ResponseEntity<Resource> file(
            @PathVariable String id,
            @PathVariable int position,
            @AuthenticationPrincipal Caller caller) {
        AttachedFile file =
                notifications
                        .file(caller.owner(), NotificationIds.parse(id), position)
                        .orElseThrow(ProblemException::noSuchNotification);
        return ResponseEntity.ok()
                .header("Content-Security-Policy", FRAME_POLICY)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(file.content());
    }

    private NotificationView find(String id, Caller caller, Locale language) {
        return notifications
                .find(caller.owner(), NotificationIds.parse(id), language)
                .orElseThrow(ProblemException::noSuchNotification);
    }

    private Content content(Caller caller, UUID id) {
        return notifications
                .content(caller.owner(), id)
                .orElseThrow(ProblemException::noSuchNotification);
    }
}
