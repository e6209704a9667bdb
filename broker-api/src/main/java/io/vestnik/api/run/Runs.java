package io.vestnik.api.run;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.vestnik.api.audit.Audit;
import io.vestnik.api.audit.AuditAction;
import io.vestnik.api.desk.Fingerprint;
import io.vestnik.api.notification.NotificationSummary;
import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.NotificationStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins runs, shows them and stops them. */
@Service
public class Runs {
    private static final Logger log = LoggerFactory.getLogger(Runs.class);
    private static final int SAMPLE = 5;
    private static final int MOST_TO_LOOK_AT = 5_000;

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final RunRows rows;
    private final RunTargets targets;
    private final RunWorker worker;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Runs(
            RunRows rows,
            RunTargets targets,
            RunWorker worker,
            Audit audit,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.targets = targets;
        this.worker = worker;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What a run would be about; nothing is begun. */
    DryRun dryRun(Caller caller, RunOrder order) {
        Fingerprint group = order.group();
        if (group != null) {
            return new DryRun(
                    order.action().word(),
                    targets.count(caller.owner(), group),
                    targets.sample(caller.owner(), group, SAMPLE));
        }
        List<NotificationSummary> manual = selected(caller, order.ids());
        return new DryRun(
                order.action().word(), manual.size(), manual.stream().limit(SAMPLE).toList());
    }

    /** How many of a group are in manual at this moment. */
    public int count(Caller caller, Fingerprint group) {
        return targets.count(caller.owner(), group);
    }

    /** A few of a group, newest first. */
    public List<NotificationSummary> sample(Caller caller, Fingerprint group) {
        return targets.sample(caller.owner(), group, SAMPLE);
    }

    /**
     * Begins one; it is carried on in the background, whatever becomes of this process.
     *
     * @throws ProblemException 400 naming the fields that are not acceptable; 409 when somebody was
     *     faster, saying who
     */
    public RunView begin(Caller caller, RunRequest asked) {
        return begin(caller, RunCheck.check(asked));
    }

    RunView begin(Caller caller, RunOrder order) {
        RunView begun = Objects.requireNonNull(transaction.execute(_ -> insert(caller, order)));
        worker.wake();
        log.info(
                "Run {}: {} of {} by {}",
                begun.id(),
                begun.action(),
                begun.total(),
                begun.startedBy());
        return begun;
    }

    private RunView insert(Caller caller, RunOrder order) {
        RunView begun = insertUnlessEmpty(caller, order);
        audit.write(
                caller.name(), AuditAction.RUN_BEGUN, begun.id().toString(), inShort(begun, order));
        return begun;
    }

    private static String inShort(RunView begun, RunOrder order) {
        Fingerprint group = order.group();
        String what =
                "%s %d%s"
                        .formatted(
                                begun.action(),
                                begun.total(),
                                group == null ? "" : " of " + group.column());
        return order.reason() == null ? what : what + ": " + order.reason();
    }

    private RunView insertUnlessEmpty(Caller caller, RunOrder order) {
        Fingerprint group = order.group();
        if (group == null) {
            return rows.insert(ids.generate(), caller, order, total(caller, order)).orElseThrow();
        }
        int total = targets.count(caller.owner(), group);
        if (total == 0) {
            throw somebodyWasFaster(caller, group);
        }
        return rows.insert(ids.generate(), caller, order, total)
                .orElseThrow(() -> somebodyWasFaster(caller, group));
    }

    private int total(Caller caller, RunOrder order) {
        if (selected(caller, order.ids()).isEmpty()) {
            throw ProblemException.of(
                    ProblemType.WRONG_STATE, "None of them is in manual any more");
        }
        return order.ids().size();
    }

    /** Those of them that are in manual. */
    private List<NotificationSummary> selected(Caller caller, List<UUID> ids) {
        Map<UUID, NotificationSummary> found = targets.find(caller.owner(), ids);
        var problems = new FieldProblems();
        for (int i = 0; i < ids.size(); i++) {
            if (!found.containsKey(ids.get(i))) {
                problems.add("ids[" + i + "]", "is not known");
            }
        }
        problems.throwIfAny();
        return ids.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .filter(one -> one.status().equals(NotificationStatus.MANUAL.word()))
                .toList();
    }

    private ProblemException somebodyWasFaster(Caller caller, Fingerprint group) {
        Optional<RunView> newest = newestOf(caller, group);
        boolean underWay = newest.filter(run -> !run.isOver()).isPresent();
        ProblemException conflict =
                underWay
                        ? ProblemException.of(
                                ProblemType.RUN_UNDER_WAY,
                                "Somebody is deciding about this group already")
                        : ProblemException.of(
                                ProblemType.WRONG_STATE,
                                "Nothing of this group is in manual any more");
        newest.ifPresent(run -> conflict.with("run", run));
        return conflict;
    }

    /** The newest of a group, whether it is over or not. */
    public Optional<RunView> newestOf(Caller caller, Fingerprint group) {
        return rows.newestOf(caller.owner(), group.column());
    }

    /**
     * One of them.
     *
     * @throws ProblemException 404
     */
    public RunView find(Caller caller, UUID id) {
        return rows.find(caller.owner(), id).orElseThrow(Runs::unknown);
    }

    /**
     * Newest first.
     *
     * @param before the last one of the page before
     */
    public RunPage list(Caller caller, @Nullable UUID before, int limit) {
        List<RunView> found = rows.list(caller.owner(), before, limit + 1);
        return found.size() <= limit
                ? new RunPage(found, null)
                : new RunPage(
                        List.copyOf(found.subList(0, limit)), found.get(limit - 1).id().toString());
    }

    /**
     * What has become of those about which it has decided; empty when they are too many to look.
     */
    public List<RunOutcome> outcome(Caller caller, UUID id) {
        RunView run = find(caller, id);
        return run.done() > MOST_TO_LOOK_AT ? List.of() : rows.outcome(id);
    }

    /** Who was faster with those that a run has skipped; a few of them, of a selection. */
    public List<RunSkip> skips(Caller caller, UUID id) {
        return find(caller, id).skipped() == 0 ? List.of() : rows.skips(id, SAMPLE);
    }

    /**
     * Ends one; what it has decided stays so.
     *
     * @throws ProblemException 409 when it is over, 404
     */
    public RunView stop(Caller caller, UUID id) {
        Optional<RunView> stopped =
                Objects.requireNonNull(transaction.execute(_ -> stopAndTell(caller, id)));
        if (stopped.isEmpty()) {
            RunView over = find(caller, id);
            throw ProblemException.of(ProblemType.WRONG_STATE, "It is over: " + over.state())
                    .with("run", over);
        }
        log.info("Run {} was stopped by {}", id, caller.name());
        return stopped.get();
    }

    private Optional<RunView> stopAndTell(Caller caller, UUID id) {
        Optional<RunView> stopped = rows.stop(caller, id);
        if (stopped.isPresent()) {
            audit.write(caller.name(), AuditAction.RUN_STOPPED, id.toString(), null);
        }
        return stopped;
    }

    static ProblemException unknown() {
        return ProblemException.of(ProblemType.NOT_FOUND, "There is no run with this id");
    }
}
