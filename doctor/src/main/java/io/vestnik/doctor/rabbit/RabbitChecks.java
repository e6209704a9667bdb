package io.vestnik.doctor.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.doctor.rabbit.Management.UnreachableException;
import io.vestnik.doctor.report.Findings;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** All checks of RabbitMQ, or one finding that it cannot be asked. */
public final class RabbitChecks {
    private static final Duration FIGURES_ARE_LATE = Duration.ofSeconds(7);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(500);

    private final RabbitSettings settings;
    private final Management management;

    /** Checks the broker that these name. */
    public RabbitChecks(RabbitSettings settings) {
        this.settings = settings;
        this.management = new Management(settings);
    }

    /** Makes them. */
    public void examine(Findings findings) {
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
                return;
            }
            JsonNode queues = management.get("queues", settings.virtualHost());
            new TopologyChecks(settings, management).examine(findings, queues);
            new PolicyCheck(settings, management).examine(findings, queues);
            new RightsCheck(settings, management).examine(findings);
        } catch (UnreachableException e) {
            findings.fail(
                    "RabbitMQ",
                    String.valueOf(e.getMessage()),
                    "has to answer an administrator",
                    "start it, or correct address, user and password of its management API");
        }
    }

    /**
     * How many consumers each channel's work queue has; empty when nobody can tell. Takes its time
     * when there are none: RabbitMQ shows a new one up to 5 s late.
     */
    public Map<Channel, Integer> consumers() {
        long end = System.nanoTime() + FIGURES_ARE_LATE.toNanos();
        try {
            Map<Channel, Integer> consumers = consumersNow();
            while (consumers.containsValue(0) && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
                consumers = consumersNow();
            }
            return consumers;
        } catch (UnreachableException e) {
            // Its own finding says so.
            return Map.of();
        }
    }

    private Map<Channel, Integer> consumersNow() throws UnreachableException {
        JsonNode all = management.get("consumers", settings.virtualHost());
        List<String> consumed =
                all.valueStream()
                        .map(consumer -> consumer.path("queue").path("name").asString())
                        .toList();
        Map<Channel, Integer> consumers = new EnumMap<>(Channel.class);
        if (all.isMissingNode()) {
            return consumers;
        }
        for (Channel channel : settings.channels()) {
            consumers.put(channel, fewest(channel, consumed));
        }
        return consumers;
    }

    /** Of the work queue that has the fewest: a sender takes all of them, or is not in order. */
    private static int fewest(Channel channel, List<String> consumed) {
        return Priority.IN_ORDER.stream()
                .mapToInt(priority ->
                        Collections.frequency(consumed, Topology.sendQueue(channel, priority)))
                .min()
                .orElse(0);
    }
}
