package io.vestnik.api.run;

import io.vestnik.contract.NotificationStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says what became of the first notifications of a run. */
@Component
class Canaries {
    private final JdbcClient database;

    private record Canary(String status, @Nullable String reason) {
        NotificationStatus now() {
            return NotificationStatus.of(status);
        }

        boolean isUnderWay() {
            return now() == NotificationStatus.QUEUED || now() == NotificationStatus.RETRYING;
        }

        String words() {
            return reason == null ? "It is " + status : reason;
        }
    }

    /** What the others have to expect. */
    sealed interface Verdict {
        /** The far side has taken all of them. */
        record Sent() implements Verdict {}

        /**
         * At least one ended otherwise.
         *
         * @param words the far side's
         */
        record NotSent(String words) implements Verdict {}

        /**
         * Nobody can say yet.
         *
         * @param words the last of the far side, in case nobody wants to wait any longer
         */
        record Open(String words) implements Verdict {}
    }

    Canaries(JdbcClient database) {
        this.database = database;
    }

    Verdict of(UUID run) {
        List<Canary> canaries =
                database.sql(
                                """
                                select n.status, n.reason from decision d
                                join notification n on n.id = d.notification_id
                                where d.run = :run
                                """)
                        .param("run", run)
                        .query((row, n) ->
                                new Canary(row.getString("status"), row.getString("reason")))
                        .list();
        return canaries.stream()
                .filter(one -> one.now() != NotificationStatus.SENT && !one.isUnderWay())
                .findFirst()
                .<Verdict>map(lost -> new Verdict.NotSent(lost.words()))
                .orElseGet(() ->
                        canaries.stream()
                                .filter(Canary::isUnderWay)
                                .findFirst()
                                .<Verdict>map(open -> new Verdict.Open(open.words()))
                                .orElseGet(Verdict.Sent::new));
    }
}
