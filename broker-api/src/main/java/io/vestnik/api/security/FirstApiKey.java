package io.vestnik.api.security;

import io.vestnik.api.config.StartRefusedException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to it that there is a key: the one from the settings, or a new one that is shown once. */
@Component
class FirstApiKey implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(FirstApiKey.class);

    private final ApiKeys keys;
    private final TransactionTemplate transaction;
    private final String chosen;

    FirstApiKey(
            ApiKeys keys,
            TransactionTemplate transaction,
            @Value("${vestnik.api-key:}") String chosen) {
        this.keys = keys;
        this.transaction = transaction;
        this.chosen = chosen.strip();
    }

    @Override
    public void run(@Nullable ApplicationArguments arguments) {
        if (chosen.isEmpty()) {
            transaction.executeWithoutResult(status -> makeOneIfThereIsNone());
        } else {
            keys.store(readChosen(), Caller.EVERYBODY);
        }
    }

    private ApiKey readChosen() {
        return ApiKey.of(chosen)
                .orElseThrow(() ->
                        new StartRefusedException(
                                "VESTNIK_API_KEY is no key: it must have 24 to 200 printable"
                                        + " characters and no spaces.",
                                "Set a longer random value, or none: then a key is made and"
                                        + " shown once."));
    }

    private void makeOneIfThereIsNone() {
        if (keys.lockedAndEmpty()) {
            ApiKey key = ApiKey.make(new SecureRandom());
            keys.store(key, Caller.EVERYBODY);
            log.warn(
                    "There was no API key. This one was made and is shown only now: {}",
                    key.reveal());
        }
    }
}
