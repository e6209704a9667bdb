package io.vestnik.doctor.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Topology;
import io.vestnik.doctor.rabbit.Management.UnreachableException;
import io.vestnik.doctor.report.Findings;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** All checks of RabbitMQ, or one finding that it cannot be asked. */
public final class RabbitChecks {
    private final RabbitSettings settings;
    private final Management management;

    /** Checks the broker that these name. */
    public RabbitChecks(RabbitSettings settings) {
        this.settings = settings;
        this.management = new Management(settings);
    }

    /**
     * Makes them.
     *
     * @return how many consumers each channel's work queue has; empty when nobody could tell
     */
    public Map<Channel, Integer> examine(Findings findings) {
        try {
            JsonNode overview = management.get("overview");
            findings.ok("RabbitMQ", "answers at " + settings.management(), null);
            new NodeChecks(settings, management).examine(findings, overview);
            if (management.get("vhosts", settings.virtualHost()).isMissingNode()) {
                findings.fail(
                        "virtual host",
                        settings.virtualHost() + " is not there",
                        "has to be there",
                        "import deploy/rabbitmq/definitions.json");
                return Map.of();
            }
            JsonNode queues = management.get("queues", settings.virtualHost());
            new TopologyChecks(settings, management).examine(findings, queues);
            new PolicyCheck(settings, management).examine(findings, queues);
            new RightsCheck(settings, management).examine(findings);
            return consumers();
        } catch (UnreachableException e) {
            findings.fail(
                    "RabbitMQ",
                    String.valueOf(e.getMessage()),
                    "has to answer an administrator",
                    "start it, or correct address, user and password of its management API");
            return Map.of();
        }
    }

    // Not the figure of the queue, which is up to 5 s old.
    private Map<Channel, Integer> consumers() throws UnreachableException {
        List<String> consumed =
                management
                        .get("consumers", settings.virtualHost())
                        .valueStream()
                        .map(consumer -> consumer.path("queue").path("name").asString())
                        .toList();
        Map<Channel, Integer> consumers = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            consumers.put(channel, Collections.frequency(consumed, Topology.sendQueue(channel)));
        }
        return consumers;
    }
}
