package io.vestnik.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Two months of notifications that others have sent: written by SQL, past the API and the triggers,
 * because the API would take half an hour for it.
 */
final class History {
    private static final int AT_ONCE = 100_000;

    /** Half of each text repeats itself, as mails do; the other half cannot be compressed. */
    private static final String TEXT_POOL =
            """
            create temp table text_pool as
            select n, jsonb_build_object('subject', 'Your order ' || n || ' has shipped', 'text',
                string_agg(md5(n || '.' || part), ' ' order by part)
                    || repeat(' Your parcel is on its way; you can follow it online.', 17)) as content
            from generate_series(0, 499) n, generate_series(1, 27) part group by n
            """;

    /**
     * From number {@code :first} to number {@code :last} of {@code :count}. The key is a UUID of
     * version 7, as the API makes them, so that it grows in the order of time; of a thousand, five
     * wait for a person and one for its next attempt.
     */
    private static final String SEED =
            """
            with times as materialized (
                select i, date_trunc('milliseconds', now() - interval '1 hour'
                    - interval '60 days' * (1 - i / :count.0)) as created
                from generate_series(:first, :last) i
            ), numbered as materialized (
                select i, created,
                    (lpad(to_hex((extract(epoch from created) * 1000)::bigint), 12, '0') || '7'
                        || substr(md5('' || i), 1, 3) || 'a' || substr(md5('' || i), 4, 15))::uuid
                        as id,
                    case when i % 200 = 0 then 'manual' when i % 1000 = 1 then 'retrying'
                        else 'sent' end as status
                from times
            ), stored as (
                insert into notification (id, owner, channel, recipient, content, on_uncertain,
                    max_attempts, status, attempts, counted, next_attempt_at, reason, created_at,
                    updated_at)
                select id, 'default', 'email',
                    'customer' || i % 200000 || '@shop' || i / 7 % 50 || '.example.com', content,
                    'resend', 10, status, 2, 2,
                    case status when 'retrying' then now() + interval '30 days' end,
                    case status when 'sent' then '250 2.0.0 OK'
                        when 'manual' then '550 5.1.1 No such user' else '451 4.3.0 Later' end,
                    created, created + interval '11 seconds'
                from numbered join text_pool on n = i % 500
                order by i
            )
            insert into attempt (notification_id, number, cycle, session, sender, started_at,
                finished_at, handed_over, outcome, reply, next_step, wait_seconds,
                next_attempt_at, fault)
            select id, number, 1, (select id from sender_session where sender = 'before' limit 1),
                'email-sender', created + interval '10 s' * (number - 1),
                created + interval '10 s' * (number - 1) + interval '80 ms', number = 2,
                case when number = 1 or status = 'retrying' then 'deferred'
                    when status = 'sent' then 'accepted' else 'refused' end,
                case when number = 1 or status = 'retrying' then '451 4.3.0 Later'
                    when status = 'sent' then '250 2.0.0 OK' else '550 5.1.1 No such user' end,
                case when number = 1 or status = 'retrying' then 'retry'
                    when status = 'sent' then 'done' else 'park' end,
                case when number = 1 then 10 end,
                case when number = 1 then created + interval '10 s'
                    when status = 'retrying' then now() + interval '30 days' end,
                case when number = 1 or status = 'retrying' then 'far-side' end
            from numbered, generate_series(1, 2) number
            order by i, number
            """;

    private final DataSource superuser;

    History(DataSource superuser) {
        this.superuser = superuser;
    }

    /** Stores so many notifications with two attempts each, and has the server look at them. */
    void write(int notifications) {
        try (Connection connection = superuser.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("set session_replication_role = replica");
            sql.execute("insert into sender_session (sender) values ('before')");
            sql.execute(TEXT_POOL);
            for (int i = 1; i <= notifications; i += AT_ONCE) {
                int last = Math.min(notifications, i + AT_ONCE - 1);
                sql.execute(
                        SEED.replace(":first", "" + i)
                                .replace(":last", "" + last)
                                .replace(":count", "" + notifications));
            }
            sql.execute("vacuum analyze notification, attempt");
            // Or the server would write all of it to its files while the next phase is timed.
            sql.execute("checkpoint");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
