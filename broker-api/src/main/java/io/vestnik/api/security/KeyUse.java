package io.vestnik.api.security;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Collects when keys were used, and writes it down once a minute. */
@Component
class KeyUse {
    private static final Logger log = LoggerFactory.getLogger(KeyUse.class);

    private final JdbcClient database;

    /** Only of keys that exist. */
    private final Map<UUID, Instant> used = new ConcurrentHashMap<>();

    KeyUse(JdbcClient database) {
        this.database = database;
    }

    /** That it was used at this time; costs a look into a map. */
    void note(UUID key, Instant at) {
        used.put(key, at);
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void write() {
        try {
            used.forEach((key, at) -> {
                update(key, at);
                used.remove(key, at);
            });
        } catch (DataAccessException | TransactionException e) {
            log.warn("When keys were used is written the next time: {}", e.getMessage());
        }
    }

    private void update(UUID key, Instant at) {
        database.sql(
                        """
                        update api_key set last_used_at = :at
                        where id = :key and (last_used_at is null or last_used_at < :at)
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("key", key)
                .update();
    }
}
