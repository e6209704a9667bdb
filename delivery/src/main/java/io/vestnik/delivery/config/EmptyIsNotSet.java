package io.vestnik.delivery.config;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Takes an environment variable of ours that is empty for one that is not set. Compose files pass
 * on what nobody has set as empty, and that would outrank the file in which the secret is.
 */
final class EmptyIsNotSet implements EnvironmentPostProcessor, Ordered {
    private static final String SOURCE =
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getPropertySources().get(SOURCE)
                instanceof SystemEnvironmentPropertySource all) {
            Map<String, Object> set = new HashMap<>(all.getSource());
            set.entrySet()
                    .removeIf(variable ->
                            variable.getKey().startsWith("VESTNIK_")
                                    && variable.getValue().equals(""));
            environment
                    .getPropertySources()
                    .replace(SOURCE, new SystemEnvironmentPropertySource(SOURCE, set));
        }
    }

    /** Before anything else reads the variables. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
