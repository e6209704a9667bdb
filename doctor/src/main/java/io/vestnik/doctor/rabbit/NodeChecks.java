package io.vestnik.doctor.rabbit;

import io.vestnik.doctor.rabbit.Management.UnreachableException;
import io.vestnik.doctor.report.Findings;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The nodes: version, alarms, limits, time-outs. */
final class NodeChecks {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");
    private static final long MB = 1_000_000;
    private static final long LEAST_DISK_LIMIT = 256 * MB;

    /** 120 s for the dialogue and 300 s for the answer to the final dot: SmtpProperties. */
    private static final long LONGEST_ATTEMPT_MS = 420_000;

    /** With the four messages that each consumer holds: the last one waits for the others. */
    private static final long LONGEST_HOLD_MS = 4 * LONGEST_ATTEMPT_MS;

    private static final long SHORTEST_DEAD_LETTER_MS = 10_000;
    private static final long LONGEST_DEAD_LETTER_MS = 60_000;

    private final RabbitSettings settings;
    private final Management management;

    NodeChecks(RabbitSettings settings, Management management) {
        this.settings = settings;
        this.management = management;
    }

    void examine(Findings findings, JsonNode overview) throws UnreachableException {
        version(findings, overview.path("rabbitmq_version").asString(""));
        JsonNode nodes = management.get("nodes");
        alarm(findings, nodes, "memory alarm", "mem_alarm", "give it memory, or find what eats it");
        alarm(findings, nodes, "disk alarm", "disk_free_alarm", "free disk space on its machine");
        diskLimit(findings, nodes);
        partitions(findings, nodes);
        consumerTimeout(findings);
        deadLetterTimeout(findings);
    }

    private static void version(Findings findings, String version) {
        String limit = "3.10 or newer; 4.x from 4.3.5 on";
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            findings.note("RabbitMQ version", "it says '" + version + "'", limit);
            return;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        int patch = Integer.parseInt(parts.group(3));
        if (major < 3 || (major == 3 && minor < 10)) {
            findings.fail(
                    "RabbitMQ version",
                    version,
                    limit,
                    "update it: older ones lose messages on their way through the retry queues");
        } else if (major == 4 && (minor < 3 || (minor == 3 && patch < 5))) {
            findings.warn(
                    "RabbitMQ version",
                    version,
                    limit,
                    "update it: dead-lettering may stop for good after a change of the cluster");
        } else {
            findings.ok("RabbitMQ version", version, limit);
        }
    }

    private static List<String> named(JsonNode nodes, String member) {
        return nodes.valueStream()
                .filter(node -> node.path(member).asBoolean(false))
                .map(node -> node.path("name").asString())
                .toList();
    }

    private static void alarm(
            Findings findings, JsonNode nodes, String check, String member, String remedy) {
        List<String> on = named(nodes, member);
        if (on.isEmpty()) {
            findings.ok(check, "off", null);
        } else {
            findings.fail(check, "on at " + on, "off: nobody can publish", remedy);
        }
    }

    private static void diskLimit(Findings findings, JsonNode nodes) {
        String limit = "at least " + LEAST_DISK_LIMIT / MB + " MB";
        long least =
                nodes.valueStream()
                        .mapToLong(node -> node.path("disk_free_limit").asLong(Long.MAX_VALUE))
                        .min()
                        .orElse(Long.MAX_VALUE);
        if (least == Long.MAX_VALUE) {
            findings.note("disk limit", "no node tells it", limit);
        } else if (least < LEAST_DISK_LIMIT) {
            findings.warn(
                    "disk limit",
                    least / MB + " MB",
                    limit,
                    "set disk_free_limit.absolute = 512MB, as deploy/rabbitmq/rabbitmq.conf does:"
                            + " a full disk stops the broker");
        } else {
            findings.ok("disk limit", least / MB + " MB", limit);
        }
    }

    private static void partitions(Findings findings, JsonNode nodes) {
        List<String> split =
                nodes.valueStream()
                        .filter(node -> !node.path("partitions").isEmpty())
                        .map(node -> node.path("name").asString())
                        .toList();
        List<String> down =
                nodes.valueStream()
                        .filter(node -> !node.path("running").asBoolean(true))
                        .map(node -> node.path("name").asString())
                        .toList();
        String limit = "all run and see each other";
        if (!split.isEmpty()) {
            findings.fail(
                    "nodes",
                    "a partition is seen by " + split,
                    limit,
                    "restart the nodes of the smaller part; set pause_minority");
        } else if (!down.isEmpty()) {
            findings.warn("nodes", "down: " + down, limit, "start them");
        } else {
            findings.ok("nodes", nodes.size() + " running", limit);
        }
    }

    private void consumerTimeout(Findings findings) {
        String limit = "at least " + LONGEST_HOLD_MS / 60_000 + " min";
        Long millis = number(settings.consumerTimeout());
        if ("infinity".equals(settings.consumerTimeout())
                || "undefined".equals(settings.consumerTimeout())) {
            findings.ok("consumer timeout", "none", limit);
        } else if (millis == null) {
            findings.note(
                    "consumer timeout",
                    "not to be read over HTTP; `rabbitmqctl environment` shows consumer_timeout",
                    limit);
        } else if (millis < LONGEST_ATTEMPT_MS) {
            findings.fail(
                    "consumer timeout",
                    millis / 1000 + " s",
                    limit,
                    "raise consumer_timeout: the broker takes mails away that are being sent");
        } else if (millis < LONGEST_HOLD_MS) {
            findings.warn(
                    "consumer timeout",
                    millis / 1000 + " s",
                    limit,
                    "raise consumer_timeout: with a slow relay, senders lose their channel");
        } else {
            findings.ok("consumer timeout", millis / 60_000 + " min", limit);
        }
    }

    private void deadLetterTimeout(Findings findings) {
        String limit = "10 to 60 s";
        Long millis = number(settings.deadLetterTimeout());
        if (millis == null && !"undefined".equals(settings.deadLetterTimeout())) {
            findings.note(
                    "dead-letter timeout",
                    "not to be read over HTTP; `rabbitmqctl environment` shows"
                            + " dead_letter_worker_publisher_confirm_timeout",
                    limit);
        } else if (millis == null
                || millis < SHORTEST_DEAD_LETTER_MS
                || millis > LONGEST_DEAD_LETTER_MS) {
            findings.warn(
                    "dead-letter timeout",
                    millis == null ? "not set" : millis / 1000 + " s",
                    limit,
                    "take over deploy/rabbitmq/advanced.config: too long, and messages are out of"
                            + " sight after a restart; too short, and they are doubled");
        } else {
            findings.ok("dead-letter timeout", millis / 1000 + " s", limit);
        }
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,15}") ? Long.valueOf(text) : null;
    }
}
