package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.contract.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Imports the definitions that operators import. RabbitMQ 4.3 refuses a topic permission for an
 * exchange that is not there yet, which would leave a sender free to write to other channels.
 */
class DefinitionsIT {
    private static final List<String> USERS =
            List.of(
                    "vestnik-admin",
                    "vestnik-api",
                    "vestnik-email",
                    "vestnik-telegram",
                    "vestnik-vk");

    private final RabbitBroker broker = RabbitBroker.shared();
    private final VirtualHost host = broker.createVirtualHost();

    @AfterEach
    void leave() {
        USERS.forEach(user -> broker.management().delete("users", mine(user)));
        host.close();
    }

    private String mine(String user) {
        return user + "-" + host.name();
    }

    private String definitions() throws IOException {
        String text =
                Files.readString(Path.of("..", "deploy", "rabbitmq", "definitions.json"))
                        .replace("\"vestnik\"", "\"" + host.name() + "\"")
                        .replaceAll("\\$\\{VESTNIK_RABBITMQ_[A-Z]+_PASSWORD}", "secret");
        for (String user : USERS) {
            text = text.replace("\"" + user + "\"", "\"" + mine(user) + "\"");
        }
        return text;
    }

    private List<String> values(String field, String... path) {
        return StreamSupport.stream(broker.management().get(path).spliterator(), false)
                .map((JsonNode each) -> each.path(field).asString())
                .toList();
    }

    @Test
    void exchangesPermissionsAndTopicPermissionsAreAllThereAfterTheImport() throws IOException {
        broker.management().post(definitions(), "definitions");

        assertThat(values("name", "exchanges", host.name()))
                .contains(Topology.SEND, Topology.RETRY, Topology.MANUAL);
        for (String sender : USERS.subList(2, USERS.size())) {
            assertThat(values("exchange", "users", mine(sender), "topic-permissions"))
                    .containsExactlyInAnyOrder(Topology.SEND, Topology.RETRY, Topology.MANUAL);
        }
        assertThat(values("write", "users", mine("vestnik-api"), "topic-permissions"))
                .containsExactly("^[a-z]+\\.send(\\.(high|low))?$");
    }
}
