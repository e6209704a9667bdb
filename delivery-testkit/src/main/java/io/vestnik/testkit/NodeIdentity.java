package io.vestnik.testkit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a node is to other nodes.
 *
 * @param name before the {@code @localhost}
 * @param cookie that it shares with the nodes it talks to
 * @param namesPort where it asks for other nodes; absent when it is to have an epmd of its own
 * @param settings further lines of rabbitmq.conf
 */
record NodeIdentity(String name, String cookie, @Nullable Integer namesPort, String settings) {
    /** One that no other node ever meets. */
    static NodeIdentity alone() {
        return new NodeIdentity("vestnik", newCookie(), null, "");
    }

    static String newCookie() {
        return UUID.randomUUID().toString();
    }

    /** As Erlang says it. */
    String fullName() {
        return name + "@localhost";
    }
}
