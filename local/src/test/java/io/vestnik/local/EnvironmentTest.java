package io.vestnik.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @Test
    void aMissingVariableIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Environment(Map.of()).text("VESTNIK_HOME"))
                .withMessage("The environment variable VESTNIK_HOME must be set.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999", "-1", "+1", "80 80", "http", "08080"})
    void whatIsNoPortIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Environment(Map.of("VESTNIK_PORT", value)).port("VESTNIK_PORT"))
                .withMessageContaining(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8080, 65535})
    void aPortIsAPort(int port) {
        Environment environment = new Environment(Map.of("VESTNIK_PORT", String.valueOf(port)));
        assertThat(environment.port("VESTNIK_PORT")).isEqualTo(port);
    }

    @Test
    void theHomeIsAbsolute() {
        assertThat(new Environment(Map.of("VESTNIK_HOME", "a folder/../b")).home())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }
}
