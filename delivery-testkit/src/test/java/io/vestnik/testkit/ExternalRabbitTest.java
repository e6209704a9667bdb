package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalRabbitTest {

    @Test
    void withoutTheVariableThereIsNone() {
        assertThat(ExternalRabbit.of(Map.of())).isEmpty();
        assertThat(ExternalRabbit.of(Map.of("VESTNIK_TEST_RABBITMQ", ""))).isEmpty();
    }

    @Test
    void theAddressNamesHostPortAndAdministrator() {
        var external =
                ExternalRabbit.of(
                        Map.of(
                                "VESTNIK_TEST_RABBITMQ",
                                        "amqp://ann:s%40fe@rabbit.example:5673/vestnik",
                                "VESTNIK_TEST_RABBITMQ_UI", "http://rabbit.example:15672"));

        assertThat(external)
                .contains(
                        new ExternalRabbit(
                                "rabbit.example",
                                5673,
                                "vestnik",
                                URI.create("http://rabbit.example:15672"),
                                new Login("ann", "s@fe")));
    }

    @Test
    void aMissingManagementAddressIsNamed() {
        var environment = Map.of("VESTNIK_TEST_RABBITMQ", "amqp://ann:safe@rabbit.example");

        assertThatThrownBy(() -> ExternalRabbit.of(environment))
                .hasMessageContaining("VESTNIK_TEST_RABBITMQ_UI must be too");
    }

    @Test
    void aWrongAddressIsNamed() {
        var environment =
                Map.of(
                        "VESTNIK_TEST_RABBITMQ", "http://rabbit.example",
                        "VESTNIK_TEST_RABBITMQ_UI", "http://rabbit.example:15672");

        assertThatThrownBy(() -> ExternalRabbit.of(environment))
                .hasMessageContaining("VESTNIK_TEST_RABBITMQ is no AMQP URI");
    }
}
