package io.vestnik.doctor.rabbit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one user may do in one virtual host, as RabbitMQ writes it down: patterns of names.
 *
 * @param permissions the three patterns; null when the user may not enter
 * @param topics patterns of routing keys by exchange; where none is, every key is allowed
 */
record Rights(@Nullable JsonNode permissions, Map<String, JsonNode> topics) {

    /** Of two lists as the management API and the definitions have them. */
    static Rights of(JsonNode permissions, JsonNode topics, String user, String virtualHost) {
        JsonNode found = null;
        for (JsonNode one : permissions) {
            found = isOf(one, user, virtualHost) ? one : found;
        }
        Map<String, JsonNode> byExchange = new TreeMap<>();
        for (JsonNode one : topics) {
            if (isOf(one, user, virtualHost)) {
                byExchange.put(one.path("exchange").asString(), one);
            }
        }
        return new Rights(found, byExchange);
    }

    private static boolean isOf(JsonNode one, String user, String virtualHost) {
        return one.path("user").asString().equals(user)
                && one.path("vhost").asString().equals(virtualHost);
    }

    /** Everything out of the given names and keys that is allowed, each as a few words. */
    Set<String> among(Iterable<String> names, Iterable<String> exchanges, Iterable<String> keys) {
        Set<String> allowed = new TreeSet<>();
        JsonNode patterns = permissions;
        if (patterns == null) {
            return allowed;
        }
        for (String right : new String[] {"configure", "write", "read"}) {
            for (String name : names) {
                if (matches(patterns, right, name)) {
                    allowed.add(right + " " + name);
                }
            }
        }
        for (String exchange : exchanges) {
            JsonNode topic = topics.get(exchange);
            for (String right : new String[] {"write", "read"}) {
                for (String key : keys) {
                    if (matches(patterns, right, exchange)
                            && (topic == null || matches(topic, right, key))) {
                        allowed.add(right + " the key " + key + " at " + exchange);
                    }
                }
            }
        }
        return allowed;
    }

    private static boolean matches(JsonNode patterns, String right, String name) {
        String pattern = patterns.path(right).asString("");
        try {
            return !pattern.isEmpty() && Pattern.compile(pattern).matcher(name).find();
        } catch (PatternSyntaxException otherDialect) {
            return false;
        }
    }
}
