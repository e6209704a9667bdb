package io.vestnik.api.intake;

import io.vestnik.api.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies changes as RFC 7396 has it: a member replaces, null takes away, objects are merged. */
final class Changes {
    private Changes() {}

    /**
     * Changes a request for a notification.
     *
     * @throws ProblemException 400 for another channel, on which nothing of it would be right
     */
    static void apply(ObjectNode changes, ObjectNode request) {
        JsonNode channel = changes.get("channel");
        if (channel != null && !channel.equals(request.get("channel"))) {
            throw ProblemException.invalid("channel", "cannot be changed; send a new notification");
        }
        merge(changes, request);
    }

    private static void merge(ObjectNode changes, ObjectNode target) {
        changes.properties()
                .forEach(change -> {
                    JsonNode value = change.getValue();
                    if (value.isNull()) {
                        target.remove(change.getKey());
                    } else if (value instanceof ObjectNode inner
                            && target.get(change.getKey()) instanceof ObjectNode present) {
                        merge(inner, present);
                    } else {
                        target.set(change.getKey(), value);
                    }
                });
    }
}
