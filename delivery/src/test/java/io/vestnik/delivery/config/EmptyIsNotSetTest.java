package io.vestnik.delivery.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EmptyIsNotSetTest {
    private static final String TOKEN = "VESTNIK_TELEGRAM_TOKEN";

    @TempDir Path secrets;

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    /** What a placeholder becomes in an application with these variables and the secrets. */
    private String resolved(String placeholder, Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource("systemEnvironment", variables));
        var application = new SpringApplication(Nothing.class);
        application.setEnvironment(environment);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (var running = application.run("--spring.config.import=configtree:" + secrets + "/")) {
            return running.getEnvironment().resolvePlaceholders(placeholder);
        }
    }

    @Test
    void anEmptyVariableDoesNotOutrankTheSecretsFile() throws IOException {
        Files.writeString(secrets.resolve(TOKEN), "of the file");

        assertThat(resolved("${VESTNIK_TELEGRAM_TOKEN:}", Map.of(TOKEN, "")))
                .isEqualTo("of the file");
        assertThat(resolved("${VESTNIK_TELEGRAM_TOKEN:}", Map.of(TOKEN, "of the variable")))
                .isEqualTo("of the variable");
    }

    @Test
    void anEmptyVariableLeavesTheDefaultAndThoseOfOthersAreLeftAlone() {
        assertThat(resolved("${VESTNIK_TELEGRAM_TOKEN:none}", Map.of(TOKEN, ""))).isEqualTo("none");
        assertThat(resolved("${PROXY:none}", Map.of("PROXY", ""))).isEmpty();
    }
}
