package io.vestnik.api.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifications of long ago, as intake and senders would have left them. */
record OldRows(JdbcClient sql) {

    /** One that was accepted so long ago, and changed for the last time so long ago. */
    UUID insert(String status, Duration accepted, Duration changed) {
        Instant now = Instant.now();
        UUID id = id(now.minus(accepted));
        sql.sql(
                        """
                        insert into notification (id, owner, channel, recipient, content,
                            on_uncertain, max_attempts, status, created_at, updated_at)
                        values (:id, 'default', 'email', 'ann@example.com', '{"subject":"Hello"}',
                            'resend', 3, :status, :created, :updated)
                        """)
                .param("id", id)
                .param("status", status)
                .param("created", now.minus(accepted).atOffset(ZoneOffset.UTC))
                .param("updated", now.minus(changed).atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** One that began so long ago, and ended then if its state is an end. */
    UUID insertRun(String state, Duration ago) {
        Instant then = Instant.now().minus(ago);
        UUID id = id(then);
        sql.sql(
                        """
                        insert into run (id, owner, action, fingerprint, canary, state, total,
                            next_at, started_by, started_at, finished_at)
                        values (:id, 'old', 'retry', :id::text, false, :state, 1, 'infinity',
                            'test', :then, case :state when 'running' then null else :then end)
                        """)
                .param("id", id)
                .param("state", state)
                .param("then", then.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** Retries a notification as a part of a run. */
    void decide(UUID id, UUID run) {
        sql.sql(
                        """
                        insert into decision (notification_id, cycle, action, decided_by, decided_at,
                            run)
                        values (:id, 1, 'retry', 'test', now(), :run)
                        """)
                .param("id", id)
                .param("run", run)
                .update();
    }

    /** As intake makes them. */
    private static UUID id(Instant time) {
        var random = ThreadLocalRandom.current();
        return new UUID(
                time.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000),
                random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    /** So many that were sent, one after the other, the newest of them a hundred days ago. */
    void insertSent(int count) {
        sql.sql(
                        """
                        with old as (
                            select now() - interval '100 days' - n * interval '1 second' as time
                            from generate_series(1, :count) n
                        )
                        insert into notification (id, owner, channel, recipient, content,
                            on_uncertain, max_attempts, status, created_at, updated_at)
                        select (lpad(to_hex((extract(epoch from time) * 1000)::bigint), 12, '0')
                                || '7' || substr(md5(random()::text), 1, 19))::uuid,
                            'many', 'email', 'ann@example.com', '{}', 'resend', 3, 'sent', time, time
                        from old
                        """)
                .param("count", count)
                .update();
    }

    /** Everything that may belong to one, with a file of these bytes. */
    void complete(UUID id, String sha256, String bytes) {
        sql.sql("insert into sender_session (sender) values ('test')").update();
        for (String insert :
                new String[] {
                    """
                    insert into attempt (notification_id, number, cycle, session, sender, started_at)
                    select :id, 1, 1, max(id), 'test', now() from sender_session
                    """,
                    """
                    insert into decision (notification_id, cycle, action, decided_by, decided_at)
                    values (:id, 1, 'retry', 'test', now())
                    """,
                    """
                    insert into outbox (notification_id, cycle, attempt, due_at)
                    values (:id, 9, 9, now() + interval '1 day')
                    """,
                    """
                    insert into manual_removal (notification_id, cycle, channel, requested_at)
                    values (:id, 1, 'none', now())
                    """
                }) {
            sql.sql(insert).param("id", id).update();
        }
        file(sha256, bytes);
        sql.sql(
                        """
                        insert into notification_attachment values
                            (:id, 0, 'a.txt', 'text/plain', 3, :sha256)
                        """)
                .param("id", id)
                .param("sha256", sha256)
                .update();
    }

    /** A file that nobody carries yet. */
    void file(String sha256, String bytes) {
        sql.sql("insert into attachment values (:sha256, :bytes) on conflict do nothing")
                .param("sha256", sha256)
                .param("bytes", bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .update();
    }

    boolean isThere(UUID id) {
        return count("notification where id", id) == 1;
    }

    long count(String tableAndColumn, Object value) {
        return sql.sql("select count(*) from " + tableAndColumn + " = :value")
                .param("value", value)
                .query(Long.class)
                .single();
    }
}
