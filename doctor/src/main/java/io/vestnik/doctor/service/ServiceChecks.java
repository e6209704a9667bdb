package io.vestnik.doctor.service;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.doctor.report.Findings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether services are ready, and whether anybody consumes what is to be sent. */
public final class ServiceChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String LIMIT = "has to be ready";

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final List<ServiceSettings> services;

    /** Checks these. */
    public ServiceChecks(List<ServiceSettings> services) {
        this.services = services;
    }

    /**
     * Makes the checks.
     *
     * @param consumers by channel, as far as somebody knows
     * @param paused words of the channels that need none right now
     */
    public void examine(
            Findings findings, Map<Channel, Integer> consumers, Collection<String> paused) {
        services.forEach(service -> ready(findings, service));
        consumers.forEach((channel, count) -> consumed(findings, channel, count, paused));
    }

    private static void consumed(
            Findings findings, Channel channel, int count, Collection<String> paused) {
        String check = "consumers " + channel;
        String limit =
                "at least one consumer of "
                        + Priority.IN_ORDER.stream()
                                .map(priority -> Topology.sendQueue(channel, priority))
                                .collect(Collectors.joining(", "));
        if (count > 0 || paused.contains(channel.word())) {
            findings.ok(check, count == 0 ? "none, as it is paused" : "" + count, limit);
        } else {
            findings.fail(check, "none", limit, "start a sender of this channel");
        }
    }

    private void ready(Findings findings, ServiceSettings service) {
        URI address = service.address();
        if (address == null) {
            findings.note(service.name(), "cannot be asked from here", LIMIT);
            return;
        }
        int status = status(address);
        if (status == 200) {
            findings.ok(service.name(), "ready", LIMIT);
        } else {
            findings.fail(
                    service.name(),
                    status == 0
                            ? "does not answer at " + address
                            : "is not ready: %d at %s".formatted(status, address),
                    LIMIT,
                    "start it, or read its log: `./vestnik logs %s`".formatted(service.name()));
        }
    }

    private int status(URI address) {
        try {
            return http.send(
                            HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
