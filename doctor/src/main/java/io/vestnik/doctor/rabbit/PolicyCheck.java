package io.vestnik.doctor.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.doctor.rabbit.Management.UnreachableException;
import io.vestnik.doctor.report.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Whether a policy changes what Vestnik has declared; only an administrator can see that. */
final class PolicyCheck {
    private static final Set<String> DANGEROUS =
            Set.of(
                    "message-ttl",
                    "max-length",
                    "max-length-bytes",
                    "delivery-limit",
                    "dead-letter-exchange",
                    "dead-letter-routing-key",
                    "dead-letter-strategy",
                    "expires",
                    "overflow",
                    "alternate-exchange");

    private final RabbitSettings settings;
    private final Management management;

    PolicyCheck(RabbitSettings settings, Management management) {
        this.settings = settings;
        this.management = management;
    }

    void examine(Findings findings, JsonNode queues) throws UnreachableException {
        List<String> overridden = new ArrayList<>();
        queues.valueStream()
                .filter(queue -> isOurs(queue.path("name").asString()))
                .forEach(queue -> queue(queue, overridden));
        exchanges(overridden);
        if (overridden.isEmpty()) {
            findings.ok("policies", "none changes a queue of ours", null);
        } else {
            findings.fail(
                    "policies",
                    String.join("; ", overridden),
                    "none may touch what Vestnik declares",
                    "remove the policy, or narrow its pattern: messages may be dropped");
        }
    }

    private static boolean isOurs(String name) {
        return List.of(Channel.values()).stream()
                .anyMatch(channel -> name.startsWith(channel.word() + "."));
    }

    private static void queue(JsonNode queue, List<String> overridden) {
        List<String> keys =
                queue.path("effective_policy_definition")
                        .propertyStream()
                        .filter(entry -> DANGEROUS.contains(entry.getKey()))
                        .map(entry -> entry.getKey() + "=" + entry.getValue().asString())
                        .sorted()
                        .toList();
        if (!keys.isEmpty()) {
            List<String> policies =
                    Stream.of("policy", "operator_policy")
                            .map(kind -> queue.path(kind).asString(""))
                            .filter(name -> !name.isEmpty())
                            .toList();
            overridden.add(
                    "%s sets %s on %s".formatted(policies, keys, queue.path("name").asString()));
        }
    }

    private void exchanges(List<String> overridden) throws UnreachableException {
        JsonNode policies = management.get("policies", settings.virtualHost());
        for (JsonNode exchange : management.get("exchanges", settings.virtualHost())) {
            String policy = exchange.path("policy").asString("");
            String name = exchange.path("name").asString();
            if (!policy.isEmpty() && name.startsWith("vestnik.")) {
                policies.valueStream()
                        .filter(one -> one.path("name").asString().equals(policy))
                        .filter(one -> one.path("definition").has("alternate-exchange"))
                        .forEach(one ->
                                overridden.add(
                                        "[%s] sets alternate-exchange on %s"
                                                .formatted(policy, name)));
            }
        }
    }
}
