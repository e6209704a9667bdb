package io.vestnik.api.config;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The clock that everybody reads, and the timer for what comes back every few seconds. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TimeConfiguration {

    /** In milliseconds, so that a time comes back from the database as it went in. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
