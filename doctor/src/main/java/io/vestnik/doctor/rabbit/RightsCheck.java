package io.vestnik.doctor.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.doctor.rabbit.Management.UnreachableException;
import io.vestnik.doctor.report.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares users' rights with those of {@code deploy/rabbitmq/definitions.json}: what they may do
 * with our names, and with some that are not ours. So a pattern may be written in another way.
 */
final class RightsCheck {
    private static final int SHOWN = 4;
    private static final List<String> EXCHANGES =
            List.of(Topology.SEND, Topology.RETRY, Topology.MANUAL);

    private final RabbitSettings settings;
    private final Management management;
    private final JsonNode expected = definitions();
    private final List<String> names = new ArrayList<>(EXCHANGES);
    private final List<String> keys = new ArrayList<>();

    RightsCheck(RabbitSettings settings, Management management) {
        this.settings = settings;
        this.management = management;
        for (Channel channel : Channel.values()) {
            names.add(Topology.manualQueue(channel));
            for (String reason : List.of("exhausted", "refused", "held", "poison")) {
                keys.add(Topology.manualKey(channel, reason));
            }
            for (Duration wait : settings.waits()) {
                names.add(Topology.retryQueue(channel, wait));
            }
            for (Priority priority : Priority.IN_ORDER) {
                names.add(Topology.sendQueue(channel, priority));
                keys.add(Topology.sendKey(channel, priority));
                for (Duration wait : settings.waits()) {
                    keys.add(Topology.retryKey(channel, wait, priority));
                }
            }
        }
        names.addAll(List.of("stranger", "stranger.send", "stranger.manual", "vestnik.stranger"));
        keys.addAll(List.of("stranger", "stranger.send", "stranger.retry.10s", "stranger.held"));
    }

    private static JsonNode definitions() {
        try (InputStream file = RightsCheck.class.getResourceAsStream("definitions.json")) {
            return JsonMapper.builder().build().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void examine(Findings findings) throws UnreachableException {
        JsonNode users = management.get("users");
        JsonNode permissions = management.get("permissions");
        JsonNode topics = management.get("topic-permissions");
        user(findings, "vestnik-api", settings.apiUser(), users, permissions, topics);
        for (Channel channel : settings.channels()) {
            String name = settings.senderUsers().getOrDefault(channel, "");
            user(findings, "vestnik-" + channel, name, users, permissions, topics);
        }
        if (users.valueStream().anyMatch(user -> user.path("name").asString().equals("guest"))) {
            findings.fail(
                    "guest",
                    "the user guest is there",
                    "has to be gone",
                    "rabbitmqctl delete_user guest: everybody knows its password");
        } else {
            findings.ok("guest", "there is no user guest", null);
        }
    }

    private void user(
            Findings findings,
            String model,
            String name,
            JsonNode users,
            JsonNode permissions,
            JsonNode topics) {
        String check = "user " + name;
        String limit = "the rights of " + model + " in deploy/rabbitmq/definitions.json";
        String remedy = "import deploy/rabbitmq/definitions.json, or set them with rabbitmqctl";
        JsonNode found =
                users.valueStream()
                        .filter(user -> user.path("name").asString().equals(name))
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            findings.fail(check, "is not there", limit, remedy);
            return;
        }
        Set<String> has =
                Rights.of(permissions, topics, name, settings.virtualHost())
                        .among(names, EXCHANGES, keys);
        Set<String> needs =
                Rights.of(
                                expected.path("permissions"),
                                expected.path("topic_permissions"),
                                model,
                                Topology.VIRTUAL_HOST)
                        .among(names, EXCHANGES, keys);
        Set<String> missing = new TreeSet<>(needs);
        missing.removeAll(has);
        Set<String> tooMany = new TreeSet<>(has);
        tooMany.removeAll(needs);
        tooMany.addAll(elsewhere(found, name, permissions));
        if (!missing.isEmpty()) {
            findings.fail(check, "may not " + some(missing), limit, remedy);
        } else if (!tooMany.isEmpty()) {
            findings.warn(check, "may also " + some(tooMany), limit, remedy);
        } else {
            findings.ok(check, "may do what it needs and no more", limit);
        }
    }

    private List<String> elsewhere(JsonNode user, String name, JsonNode permissions) {
        List<String> more = new ArrayList<>();
        String tags =
                user.path("tags").isArray()
                        ? user.path("tags")
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.joining(","))
                        : user.path("tags").asString("");
        if (!tags.isEmpty()) {
            more.add("act as " + tags);
        }
        permissions
                .valueStream()
                .filter(one -> one.path("user").asString().equals(name))
                .map(one -> one.path("vhost").asString())
                .filter(host -> !host.equals(settings.virtualHost()))
                .forEach(host -> more.add("enter the virtual host " + host));
        return more;
    }

    private static String some(Set<String> rights) {
        String shown = rights.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return rights.size() <= SHOWN ? shown : shown + " and " + (rights.size() - SHOWN) + " more";
    }
}
