package io.vestnik.api.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator settles for runs.
 *
 * @param canaryWait how long the first three may take until they are sent
 */
@ConfigurationProperties("vestnik.run")
record RunProperties(@DefaultValue("10m") Duration canaryWait) {}
