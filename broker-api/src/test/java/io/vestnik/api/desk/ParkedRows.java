package io.vestnik.api.desk;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifications as intake and a sender would have left them in manual. */
public record ParkedRows(JdbcClient sql) {

    /** So many of one kind, one parked a millisecond after the other; the oldest first. */
    public List<UUID> park(int many, String fingerprint, String words) {
        return park("default", many, fingerprint, words);
    }

    public List<UUID> park(String owner, int many, String fingerprint, String words) {
        return sql.sql(
                        """
                        with parked as (
                            insert into notification (id, owner, channel, recipient, content,
                                on_uncertain, max_attempts, status, attempts, counted, reason,
                                fingerprint, created_at, updated_at)
                            select gen_random_uuid(), :owner,
                                coalesce(nullif(split_part(:fingerprint, ':', 1), ''), 'email'),
                                'user' || n || '@example.com',
                                '{"subject":"Hello","text":"How are you?","headers":{}}', 'resend',
                                3, 'manual', 1, 1, :words, :fingerprint, now() - interval '1 hour',
                                now() - interval '1 minute' + n * interval '1 ms'
                            from generate_series(1, :many) n
                            returning id, updated_at
                        )
                        select id from parked order by updated_at
                        """)
                .param("owner", owner)
                .param("fingerprint", fingerprint)
                .param("words", words)
                .param("many", many)
                .query(UUID.class)
                .list();
    }

    /** What a sender would do with it next. */
    public void become(UUID id, String status, String fingerprint, String words) {
        sql.sql(
                        """
                        update notification set status = :status, fingerprint = :fingerprint,
                            reason = :words, updated_at = clock_timestamp() where id = :id
                        """)
                .param("status", status)
                .param("fingerprint", fingerprint)
                .param("words", words)
                .param("id", id)
                .update();
    }

    public String status(UUID id) {
        return sql.sql("select status from notification where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    /**
     * Takes away what other tests have left in manual: groups are told apart by their kind only.
     */
    public void clear() {
        sql.sql(
                        """
                        update notification set status = 'discarded', fingerprint = ''
                        where status = 'manual'
                        """)
                .update();
    }

    /** How many of these are in a status. */
    public long count(List<UUID> ids, String status) {
        return sql.sql(
                        "select count(*) from notification where id = any(:ids) and status = :status")
                .param("ids", ids.toArray(UUID[]::new))
                .param("status", status)
                .query(Long.class)
                .single();
    }

    /** How often it was decided about these. */
    public long decisions(List<UUID> ids) {
        return sql.sql("select count(*) from decision where notification_id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }
}
