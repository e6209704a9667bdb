package io.vestnik.api.run;

import io.vestnik.api.desk.Fingerprint;
import io.vestnik.api.manual.Action;
import io.vestnik.api.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table run, as a step works on it.
 *
 * @param group absent when somebody selected what it is about
 * @param place how many of the selected ones are behind it
 */
record RunRow(
        RunView view,
        String owner,
        @Nullable Fingerprint group,
        boolean canaryPassed,
        boolean canaryOverdue,
        OffsetDateTime startedAt,
        OffsetDateTime afterTime,
        UUID afterId,
        int place) {
    /** So many go first when somebody wants to see what becomes of them. */
    static final int CANARIES = 3;

    /** What one short transaction decides about, so that nobody waits for it. */
    static final int MOST_AT_ONCE = 200;

    UUID id() {
        return view.id();
    }

    Action action() {
        return Action.valueOf(view.action().toUpperCase(Locale.ROOT));
    }

    RunState state() {
        return RunState.of(view.state());
    }

    /** In whose name it decides. */
    Caller caller() {
        return new Caller(owner, view.startedBy());
    }

    boolean isCanaryOpen() {
        return view.canary() && !canaryPassed;
    }

    /** How many the next step is about. */
    int batch() {
        if (isCanaryOpen()) {
            return CANARIES - view.done();
        }
        Integer perMinute = view.perMinute();
        return perMinute == null ? MOST_AT_ONCE : Math.clamp(perMinute / 60, 1, MOST_AT_ONCE);
    }

    /** How long so many take at the pace that was asked for, in milliseconds. */
    long pace(int notifications) {
        Integer perMinute = view.perMinute();
        return perMinute == null ? 0 : notifications * 60_000L / perMinute;
    }

    static RunRow read(ResultSet row) throws SQLException {
        String column = row.getString("fingerprint");
        return new RunRow(
                view(row),
                row.getString("owner"),
                column == null ? null : Fingerprint.ofColumn(column),
                row.getBoolean("canary_passed"),
                row.getBoolean("canary_overdue"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("after_time", OffsetDateTime.class),
                row.getObject("after_id", UUID.class),
                row.getInt("after_place"));
    }

    static RunView view(ResultSet row) throws SQLException {
        String column = row.getString("fingerprint");
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new RunView(
                row.getObject("id", UUID.class),
                row.getString("action"),
                column == null ? null : Fingerprint.ofColumn(column).text(),
                row.getString("state"),
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("skipped"),
                row.getInt("failed"),
                row.getString("problem"),
                row.getString("reason"),
                row.getObject("per_minute", Integer.class),
                row.getBoolean("canary"),
                row.getString("started_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getString("stopped_by"),
                finished == null ? null : finished.toInstant());
    }
}
