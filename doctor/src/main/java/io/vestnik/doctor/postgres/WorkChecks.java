package io.vestnik.doctor.postgres;

import io.vestnik.contract.Channel;
import io.vestnik.doctor.report.Findings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What waits: the outbox, notifications that are overdue, paused channels, old transactions. */
final class WorkChecks {
    private static final long FRESH_OUTBOX_SECONDS = 60;
    private static final long OLD_OUTBOX_SECONDS = 600;

    private final Database database;
    private final DatabaseSettings settings;

    WorkChecks(Database database, DatabaseSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    List<String> examine(Findings findings) throws SQLException {
        outbox(findings);
        longTransactions(findings);
        List<String> paused = new ArrayList<>();
        for (Channel channel : settings.senders().keySet()) {
            if (isPaused(findings, channel)) {
                paused.add(channel.word());
            } else {
                overdue(findings, channel);
            }
        }
        return paused;
    }

    private record Backlog(long count, long seconds) {}

    private void outbox(Findings findings) throws SQLException {
        Backlog backlog =
                database.one(
                        """
                        select (select count(*) from outbox), coalesce((
                            select extract(epoch from now() - n.updated_at) from outbox o
                            join notification n on n.id = o.notification_id
                            order by o.id limit 1), 0)
                        """,
                        row -> new Backlog(row.getLong(1), row.getLong(2)));
        String value =
                backlog.count() == 0
                        ? "empty"
                        : "%d, the oldest for %d s".formatted(backlog.count(), backlog.seconds());
        String limit = "nothing older than " + FRESH_OUTBOX_SECONDS + " s";
        String remedy =
                "RabbitMQ is away or takes nothing: its alarms and broker-api's log say why";
        if (backlog.seconds() > OLD_OUTBOX_SECONDS) {
            findings.fail("outbox", value, limit, remedy);
        } else if (backlog.seconds() > FRESH_OUTBOX_SECONDS) {
            findings.warn("outbox", value, limit, remedy);
        } else {
            findings.ok("outbox", value, limit);
        }
    }

    private void longTransactions(Findings findings) throws SQLException {
        String limit = "none over " + settings.longTransaction().toSeconds() + " s";
        if (!database.one(
                "select pg_has_role(current_user, 'pg_read_all_stats', 'usage')",
                row -> row.getBoolean(1))) {
            findings.note(
                    "long transactions",
                    settings.user() + " may not see them: grant pg_read_all_stats to it",
                    limit);
            return;
        }
        List<String> old =
                database.list(
                        """
                        select format('%s (%s) for %s s', usename, application_name,
                            extract(epoch from now() - xact_start)::int)
                        from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                            and xact_start < now() - cast(? as interval)
                        order by xact_start
                        """,
                        row -> row.getString(1), settings.longTransaction().toString());
        if (old.isEmpty()) {
            findings.ok("long transactions", "none", limit);
        } else {
            findings.warn(
                    "long transactions",
                    String.join(", ", old),
                    limit,
                    "end them: they keep locks, and the tables from being cleaned");
        }
    }

    private boolean isPaused(Findings findings, Channel channel) throws SQLException {
        List<String> pauses =
                database.list(
                        """
                        select format('paused (%s) by %s: %s', cause, paused_by, reason)
                        from channel_pause where channel = ? order by since
                        """,
                        row -> row.getString(1), channel.word());
        String check = "channel " + channel;
        if (pauses.isEmpty()) {
            findings.ok(check, "not paused", null);
        } else {
            findings.warn(
                    check,
                    String.join("; ", pauses),
                    "not paused",
                    "POST /api/v1/channels/%s/resume when the reason is gone".formatted(channel));
        }
        return !pauses.isEmpty();
    }

    private void overdue(Findings findings, Channel channel) throws SQLException {
        Backlog overdue =
                database.one(
                        """
                        select count(*), coalesce(extract(epoch from now() - min(due)), 0) from (
                            select coalesce(n.next_attempt_at, n.updated_at) as due
                            from notification n
                            where n.channel = ? and n.status in ('queued', 'retrying')
                                and coalesce(n.next_attempt_at, n.updated_at)
                                    < now() - interval '60 s'
                                and not exists (
                                    select from attempt a where a.notification_id = n.id
                                        and a.number = n.attempts and a.outcome is null
                                        and a.started_at > now() - interval '10 minutes')
                            order by coalesce(n.next_attempt_at, n.updated_at) limit 10000
                        ) as overdue
                        """,
                        row -> new Backlog(row.getLong(1), row.getLong(2)),
                        channel.word());
        String check = "overdue " + channel;
        String limit = "none due for more than 60 s";
        if (overdue.count() == 0) {
            findings.ok(check, "none", limit);
        } else {
            findings.fail(
                    check,
                    "%d, the oldest for %d s".formatted(overdue.count(), overdue.seconds()),
                    limit,
                    "see whether the sender runs and keeps up, and what its log says");
        }
    }
}
