package io.vestnik.delivery.jdbc;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.channel.HeldUp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notifications of one channel that are held up, and their way into the outbox: the message in the
 * wait queue stays, and is turned away when it comes.
 */
public final class JdbcHeldUp implements HeldUp {
    private static final String ANY =
            """
            select exists (
                select from notification
                where channel = :channel and held_up and status = 'retrying'
                    and next_attempt_at > :now)
            """;

    // Held up means that its newest attempt has ended and the next one has not begun.
    private static final String RELEASE =
            """
            with waiting as (
                select n.id, n.priority, n.cycle, n.attempts + 1 as attempt
                from notification n
                where n.channel = :channel and n.held_up and n.status = 'retrying'
                    and n.next_attempt_at > :now
                    and not exists (select from outbox o where o.notification_id = n.id)
                order by n.priority, n.created_at, n.id limit :most
                for update of n skip locked
            ), released as (
                insert into outbox (notification_id, cycle, attempt, due_at, priority)
                select id, cycle, attempt, now(), priority from waiting
                on conflict do nothing returning notification_id, cycle
            ), noted as (
                insert into decision (notification_id, cycle, action, decided_by, reason, decided_at)
                select notification_id, cycle, 'release', :sender, 'the far side is back', :now
                from released
            )
            update notification n set held_up = false, next_attempt_at = :now, updated_at = :now
            from released r where n.id = r.notification_id
            """;

    private final JdbcClient jdbc;
    private final Channel channel;
    private final SenderSession session;
    private final Clock clock;

    /** Decides as this session. */
    public JdbcHeldUp(JdbcClient jdbc, Channel channel, SenderSession session, Clock clock) {
        this.jdbc = jdbc;
        this.channel = channel;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public boolean any() {
        return jdbc.sql(ANY)
                .param("channel", channel.word())
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    @Override
    public int release(int most) {
        return jdbc.sql(RELEASE)
                .param("channel", channel.word())
                .param("sender", session.sender())
                .param("most", most)
                .param("now", now())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
