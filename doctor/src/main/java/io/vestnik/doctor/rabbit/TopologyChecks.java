package io.vestnik.doctor.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.doctor.rabbit.Management.UnreachableException;
import io.vestnik.doctor.report.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether what is declared is what {@link Topology} says. */
final class TopologyChecks {
    private static final List<String> EXCHANGES =
            List.of(Topology.SEND, Topology.RETRY, Topology.MANUAL);

    private final RabbitSettings settings;
    private final Management management;

    TopologyChecks(RabbitSettings settings, Management management) {
        this.settings = settings;
        this.management = management;
    }

    private record Binding(String exchange, String queue, String key) {
        @Override
        public String toString() {
            return exchange + " -" + key + "-> " + queue;
        }
    }

    void examine(Findings findings, JsonNode queues) throws UnreachableException {
        Set<String> exchanges = exchanges(findings);
        Map<String, JsonNode> present = new TreeMap<>();
        queues.forEach(queue -> present.put(queue.path("name").asString(), queue));
        Map<String, Map<String, Object>> wanted = new LinkedHashMap<>();
        Set<Binding> bindings = new LinkedHashSet<>();
        for (Channel channel : settings.channels()) {
            collect(channel, wanted, bindings);
        }
        wanted.forEach((name, arguments) -> queue(findings, name, arguments, present.get(name)));
        // What is not there has no bindings, and its own line says so.
        bindings.removeIf(binding ->
                !present.containsKey(binding.queue()) || !exchanges.contains(binding.exchange()));
        bindings(findings, bindings);
        oldWaitQueues(findings, present, wanted.keySet());
    }

    private void collect(
            Channel channel, Map<String, Map<String, Object>> queues, Set<Binding> bindings) {
        String manual = Topology.manualQueue(channel);
        queues.put(manual, Topology.manualQueueArguments());
        bindings.add(new Binding(Topology.MANUAL, manual, Topology.everyKeyOf(channel)));
        for (Duration wait : settings.waits()) {
            String retry = Topology.retryQueue(channel, wait);
            queues.put(retry, Topology.retryQueueArguments(wait));
        }
        for (Priority priority : Priority.IN_ORDER) {
            String send = Topology.sendQueue(channel, priority);
            queues.put(send, Topology.sendQueueArguments(channel));
            for (String key : Topology.sendBindings(channel, priority)) {
                bindings.add(new Binding(Topology.SEND, send, key));
            }
            for (Duration wait : settings.waits()) {
                bindings.add(
                        new Binding(
                                Topology.RETRY,
                                Topology.retryQueue(channel, wait),
                                Topology.retryKey(channel, wait, priority)));
            }
        }
    }

    /** Those that are there. */
    private Set<String> exchanges(Findings findings) throws UnreachableException {
        List<String> wrong = new ArrayList<>();
        Set<String> present = new LinkedHashSet<>(EXCHANGES);
        for (String name : EXCHANGES) {
            JsonNode exchange = management.get("exchanges", settings.virtualHost(), name);
            if (exchange.isMissingNode()) {
                wrong.add(name + " is not there");
                present.remove(name);
            } else if (!exchange.path("type").asString().equals("topic")
                    || !exchange.path("durable").asBoolean()
                    || exchange.path("auto_delete").asBoolean()
                    || !exchange.path("arguments").isEmpty()) {
                wrong.add(
                        "%s is %s%s with %s"
                                .formatted(
                                        name,
                                        exchange.path("durable").asBoolean() ? "durable " : "",
                                        exchange.path("type").asString(),
                                        exchange.path("arguments")));
            }
        }
        if (wrong.isEmpty()) {
            findings.ok("exchanges", String.join(", ", EXCHANGES), "durable topic");
        } else {
            findings.fail(
                    "exchanges",
                    String.join("; ", wrong),
                    "durable topic, without arguments",
                    "delete what is wrong and import deploy/rabbitmq/definitions.json");
        }
        return present;
    }

    private static void queue(
            Findings findings,
            String name,
            Map<String, Object> arguments,
            @Nullable JsonNode queue) {
        String check = "queue " + name;
        if (queue == null) {
            findings.fail(
                    check,
                    "is not there",
                    "has to be there",
                    "start the sender, which declares it; is VESTNIK_RETRY_WAITS the same?");
            return;
        }
        Map<String, String> wanted = new TreeMap<>();
        arguments.forEach((key, value) -> wanted.put(key, String.valueOf(value)));
        Map<String, String> found = new TreeMap<>();
        queue.path("arguments")
                .propertyStream()
                .forEach(entry -> found.put(entry.getKey(), entry.getValue().asString()));
        if (!queue.path("durable").asBoolean() || queue.path("auto_delete").asBoolean()) {
            found.put("durable", "false");
        }
        if (found.equals(wanted)) {
            findings.ok(check, queue.path("messages").asLong(0) + " messages", null);
        } else {
            findings.fail(
                    check,
                    differences(wanted, found),
                    "has to have the arguments " + wanted,
                    "move its messages away, delete it, restart the sender, move them back");
        }
    }

    private static String differences(Map<String, String> wanted, Map<String, String> found) {
        Set<String> keys = new LinkedHashSet<>(wanted.keySet());
        keys.addAll(found.keySet());
        return keys.stream()
                .filter(key -> !String.valueOf(wanted.get(key)).equals(found.get(key)))
                .map(key ->
                        found.containsKey(key)
                                ? key + " is " + found.get(key)
                                : key + " is missing")
                .collect(Collectors.joining(", "));
    }

    private void bindings(Findings findings, Set<Binding> wanted) throws UnreachableException {
        Set<Binding> found =
                management
                        .get("bindings", settings.virtualHost())
                        .valueStream()
                        .filter(binding -> EXCHANGES.contains(binding.path("source").asString()))
                        .map(binding ->
                                new Binding(
                                        binding.path("source").asString(),
                                        binding.path("destination").asString(),
                                        binding.path("routing_key").asString()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> missing =
                wanted.stream().filter(one -> !found.contains(one)).map(Binding::toString).toList();
        List<String> strange =
                found.stream()
                        .filter(one -> !wanted.contains(one))
                        .filter(one -> !isOldWait(one.queue()) && !isUnused(one.queue()))
                        .map(Binding::toString)
                        .toList();
        if (!missing.isEmpty()) {
            findings.fail(
                    "bindings",
                    "missing: " + String.join(", ", missing),
                    wanted.size() + " have to be there",
                    "restart the sender, which binds its queues");
        } else if (!strange.isEmpty()) {
            findings.warn(
                    "bindings",
                    "not ours: " + String.join(", ", strange),
                    wanted.size() + " have to be there, and no others",
                    "remove them: they copy notifications, or bring strange ones in");
        } else {
            findings.ok("bindings", wanted.size() + " as they have to be", null);
        }
    }

    /** Of a channel that was used once. */
    private boolean isUnused(String queue) {
        return List.of(Channel.values()).stream()
                .filter(channel -> !settings.channels().contains(channel))
                .anyMatch(channel -> queue.startsWith(channel.word() + "."));
    }

    private static boolean isOldWait(String queue) {
        return List.of(Channel.values()).stream()
                .anyMatch(channel -> queue.startsWith(channel.word() + ".retry."));
    }

    private static void oldWaitQueues(
            Findings findings, Map<String, JsonNode> present, Set<String> wanted) {
        List<String> holding = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        present.forEach((name, queue) -> {
            if (isOldWait(name) && !wanted.contains(name)) {
                long messages = queue.path("messages").asLong(0);
                (messages > 0 ? holding : empty).add(name + ": " + messages);
            }
        });
        if (!holding.isEmpty()) {
            findings.warn(
                    "old wait queues",
                    String.join(", ", holding),
                    "hold no messages",
                    "wait until each has let its messages go, then delete it");
        } else {
            findings.ok(
                    "old wait queues",
                    empty.isEmpty() ? "none" : "may be deleted: " + String.join(", ", empty),
                    null);
        }
    }
}
