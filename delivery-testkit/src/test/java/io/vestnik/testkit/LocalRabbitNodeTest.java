package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalRabbitNodeTest {

    @Test
    void aMissingServerIsAnErrorThatNamesThePackage() {
        assertThatThrownBy(() -> new LocalRabbitNode(Path.of("/nowhere/rabbitmq-server")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("apt-get install rabbitmq-server");
    }
}
