package io.vestnik.api.channel;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.api.request.BodyReader;
import io.vestnik.api.request.Parameters;
import io.vestnik.api.request.StrictJson;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows channels, and lets an operator stop and start them. */
@RestController
@RequestMapping(path = "/api/v1/channels", produces = MediaType.APPLICATION_JSON_VALUE)
class ChannelController {
    private final BodyReader bodies;
    private final StrictJson json;
    private final Channels channels;

    ChannelController(BodyReader bodies, StrictJson json, Channels channels) {
        this.bodies = bodies;
        this.json = json;
        this.channels = channels;
    }

    @GetMapping
    ChannelList list(HttpServletRequest request) {
        Parameters.allow(request, Set.of());
        return channels.list();
    }

    @GetMapping("/{channel}")
    ChannelView find(@PathVariable String channel, HttpServletRequest request) {
        Parameters.allow(request, Set.of());
        return channels.find(known(channel));
    }

    @PostMapping("/{channel}/pause")
    ChannelView pause(
            @PathVariable String channel,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        Channel known = known(channel);
        return channels.pause(known, caller, PauseReason.required(reason(request)));
    }

    @PostMapping("/{channel}/resume")
    ChannelView resume(
            @PathVariable String channel,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        Parameters.allow(request, Set.of());
        Channel known = known(channel);
        return channels.resume(known, caller, PauseReason.optional(reason(request)));
    }

    private static Channel known(String word) {
        return Channel.of(word)
                .orElseThrow(() ->
                        ProblemException.of(
                                ProblemType.NOT_FOUND, "There is no channel of this name"));
    }

    private @Nullable String reason(HttpServletRequest request) {
        byte[] body = bodies.read(request);
        return body.length == 0 ? null : json.read(body, PauseRequest.class).reason();
    }
}
