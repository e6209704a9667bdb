package io.vestnik.delivery.rabbit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.10.8", "3.13.7", "4.0.5", "4.3.6", "5.0.0-beta.1", "unknown"})
    void aBrokerThatCanKeepThePromiseIsTaken(String version) {
        assertThatCode(() -> BrokerVersion.parse(version).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.13", "3.8.2", "2.7.0"})
    void anOlderOneIsRefusedInASentence(String version) {
        assertThatThrownBy(() -> BrokerVersion.parse(version).check())
                .isInstanceOf(UnfitBrokerException.class)
                .hasMessageContaining("RabbitMQ is " + version + ", and Vestnik needs 3.10");
    }
}
