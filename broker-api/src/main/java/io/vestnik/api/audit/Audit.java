package io.vestnik.api.audit;

import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes down what operators do; whoever changes something does so in the same transaction. */
@Component
public class Audit {
    private final JdbcClient database;
    private final Clock clock;

    Audit(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Appends a line.
     *
     * @param who the operator's name, or what did it by itself
     * @param subject the name of the key or the operator it was done to
     * @param detail what else one has to know, never a secret
     */
    public void write(
            String who, AuditAction action, @Nullable String subject, @Nullable String detail) {
        database.sql(
                        """
                        insert into audit (at, who, action, subject, detail)
                        values (:at, :who, :action, :subject, :detail)
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("who", who)
                .param("action", action.word())
                .param("subject", subject)
                .param("detail", detail)
                .update();
    }
}
