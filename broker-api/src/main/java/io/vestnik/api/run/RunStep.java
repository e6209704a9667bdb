package io.vestnik.api.run;

import io.vestnik.api.manual.Action;
import io.vestnik.api.manual.DecisionBatch;
import io.vestnik.api.manual.ManualDecisions;
import io.vestnik.api.run.Canaries.Verdict;
import io.vestnik.api.run.RunTargets.Target;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries one run on by one step, in one short transaction with all that the step decides: whoever
 * dies in the middle of it has done nothing.
 */
@Component
class RunStep {
    private static final Logger log = LoggerFactory.getLogger(RunStep.class);

    /**
     * Retried ones stand behind each other in the outbox, and nobody else behind more than that.
     */
    private static final int MOST_IN_OUTBOX = 1_000;

    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMillis(200);
    private static final Duration LOOK_AT_CANARIES_EVERY = Duration.ofMillis(500);

    private final JdbcClient database;
    private final RunRows rows;
    private final RunTargets targets;
    private final Canaries canaries;
    private final ManualDecisions decisions;
    private final RunProperties properties;
    private final TransactionTemplate transaction;
    private final TransactionTemplate part;

    RunStep(
            JdbcClient database,
            RunRows rows,
            RunTargets targets,
            Canaries canaries,
            ManualDecisions decisions,
            RunProperties properties,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.rows = rows;
        this.targets = targets;
        this.canaries = canaries;
        this.decisions = decisions;
        this.properties = properties;
        this.transaction = new TransactionTemplate(transactions);
        this.part = new TransactionTemplate(transactions);
        part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Makes one step of one run; false when none is due. */
    boolean make() {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    var due = rows.takeDue();
                    due.ifPresent(this::carryOn);
                    return due.isPresent();
                }));
    }

    private void carryOn(RunRow run) {
        if (run.state() == RunState.WAITING_FOR_CANARY) {
            judge(run, canaries.of(run.id()));
        } else if (run.action() == Action.DISCARD || hasRoom()) {
            decideSome(run);
        } else {
            rows.putOff(run.id(), UNTIL_THERE_IS_ROOM);
        }
    }

    private boolean hasRoom() {
        return database.sql("select count(*) < :most from (select from outbox limit :most) as rows")
                .param("most", MOST_IN_OUTBOX)
                .query(Boolean.class)
                .single();
    }

    private void judge(RunRow run, Verdict verdict) {
        switch (verdict) {
            case Verdict.Sent() -> rows.passCanary(run.id());
            case Verdict.NotSent(String words) -> failCanary(run, words);
            case Verdict.Open(String words) -> {
                if (run.canaryOverdue()) {
                    failCanary(run, words);
                } else {
                    rows.putOff(run.id(), LOOK_AT_CANARIES_EVERY);
                }
            }
        }
    }

    private void failCanary(RunRow run, String words) {
        rows.failCanary(run.id(), words);
        log.warn("Run {} has ended, because one of its first was not sent: {}", run.id(), words);
    }

    private void decideSome(RunRow run) {
        List<Target> batch = targets.next(run, run.batch());
        boolean enoughCanaries = false;
        if (!batch.isEmpty()) {
            RunProgress progress = decide(run, batch);
            rows.advance(run.id(), progress, Duration.ofMillis(run.pace(batch.size())));
            enoughCanaries = run.view().done() + progress.done() >= RunRow.CANARIES;
        }
        if (run.isCanaryOpen() && (enoughCanaries || batch.isEmpty()) && hasDecided(run, batch)) {
            rows.awaitCanary(run.id(), properties.canaryWait());
        } else if (batch.isEmpty()) {
            rows.finish(run.id());
            log.info("Run {} is done", run.id());
        }
    }

    private static boolean hasDecided(RunRow run, List<Target> batch) {
        return run.view().done() > 0 || !batch.isEmpty();
    }

    private RunProgress decide(RunRow run, List<Target> batch) {
        List<UUID> ids = batch.stream().map(Target::id).toList();
        try {
            int done = decideTogether(run, ids);
            return new RunProgress(done, ids.size() - done, 0, batch.getLast());
        } catch (DataIntegrityViolationException one) {
            return decideOneByOne(run, batch);
        }
    }

    private RunProgress decideOneByOne(RunRow run, List<Target> batch) {
        int done = 0;
        int failed = 0;
        for (Target target : batch) {
            try {
                done += decideTogether(run, List.of(target.id()));
            } catch (DataIntegrityViolationException stubborn) {
                failed++;
                log.error(
                        "Run {} cannot {} notification {}",
                        run.id(),
                        run.action(),
                        target.id(),
                        stubborn);
            }
        }
        return new RunProgress(done, batch.size() - done - failed, failed, batch.getLast());
    }

    /** About how many of them it has decided; what fails leaves the step as it was before. */
    private int decideTogether(RunRow run, List<UUID> ids) {
        return Objects.requireNonNull(
                        part.execute(_ ->
                                decisions.decide(
                                        run.action(),
                                        new DecisionBatch(
                                                ids, run.caller(), run.view().reason(), run.id()))))
                .size();
    }
}
