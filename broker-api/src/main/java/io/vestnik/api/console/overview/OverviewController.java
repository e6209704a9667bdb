package io.vestnik.api.console.overview;

import io.vestnik.api.channel.Channels;
import io.vestnik.api.channel.PauseReason;
import io.vestnik.api.console.live.LiveStreams;
import io.vestnik.api.overview.Overview;
import io.vestnik.api.overview.OverviewView;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.Channel;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Shows how it stands, and lets an operator stop and start channels. */
@Controller
class OverviewController {
    private final Overview overview;
    private final Channels channels;
    private final LiveStreams streams;

    OverviewController(Overview overview, Channels channels, LiveStreams streams) {
        this.overview = overview;
        this.channels = channels;
        this.streams = streams;
    }

    @GetMapping("/console")
    String page(Model model) {
        show(model);
        return "console/overview";
    }

    /** The part of the page that changes. */
    @GetMapping("/console/overview/live")
    String live(Model model) {
        show(model);
        return "console/overview :: live";
    }

    @GetMapping(path = "/console/overview/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    SseEmitter events(@RequestParam(defaultValue = "") String shown) {
        return streams.open(() -> state(overview.look()), shown);
    }

    /** All but when somebody looked. */
    private static Object state(OverviewView view) {
        return List.of(view.channels(), view.outbox());
    }

    private void show(Model model) {
        OverviewView view = overview.look();
        model.addAttribute("view", view);
        model.addAttribute("mark", LiveStreams.mark(state(view)));
        model.addAttribute(
                "cards",
                view.channels().stream()
                        .map(channel -> ChannelCard.of(channel, view.at()))
                        .toList());
    }

    @PostMapping("/console/channels/{channel}/pause")
    String pause(
            @PathVariable String channel,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller) {
        channels.pause(known(channel), caller, PauseReason.required(reason.strip()));
        return lookedAtAnew();
    }

    @PostMapping("/console/channels/{channel}/resume")
    String resume(@PathVariable String channel, @AuthenticationPrincipal Caller caller) {
        channels.resume(known(channel), caller, null);
        return lookedAtAnew();
    }

    private String lookedAtAnew() {
        overview.forget();
        return "redirect:/console";
    }

    private static Channel known(String word) {
        return Channel.of(word)
                .orElseThrow(() ->
                        ProblemException.of(
                                ProblemType.NOT_FOUND, "There is no channel of this name"));
    }
}
