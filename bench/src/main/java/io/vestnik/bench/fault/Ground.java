package io.vestnik.bench.fault;

import io.vestnik.bench.world.World;
import io.vestnik.contract.NotificationStatus;
import io.vestnik.testkit.oracle.ClientLedger;
import io.vestnik.testkit.oracle.LedgerEntry;
import io.vestnik.testkit.oracle.MailLedger;
import io.vestnik.testkit.oracle.Oracle;
import io.vestnik.testkit.oracle.Snapshot;
import io.vestnik.testkit.oracle.Terms;
import io.vestnik.testkit.oracle.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Has the oracle judge one case of a world in which others went before, and all of them at the end.
 * What belongs to nobody is held against the case after which it was found.
 */
final class Ground {
    private final World world;
    private final List<LedgerEntry> allEntries = new ArrayList<>();
    private int mailsBefore;

    Ground(World world) {
        this.world = world;
    }

    Verdict judge(String prefix, Path ledger, Terms terms) {
        List<LedgerEntry> entries = ClientLedger.read(ledger);
        allEntries.addAll(entries);
        MailLedger mails = MailLedger.since(mailsBefore, world.relay());
        mailsBefore += mails.mails().size();
        Snapshot all = snapshot();
        Set<UUID> others = new HashSet<>();
        all.notifications().stream()
                .filter(row -> !belongs(row, prefix))
                .forEach(row -> others.add(row.id()));
        return Oracle.judge(
                entries,
                new MailLedger(
                        mails.mails().stream()
                                .filter(mail -> !contains(others, mail.notification()))
                                .toList()),
                without(others, all),
                terms);
    }

    /** Once more over everything, which finds what came after its case was over. */
    Verdict judgeAll(Terms terms) {
        return Oracle.judge(allEntries, MailLedger.of(world.relay()), snapshot(), terms);
    }

    private Snapshot snapshot() {
        return Snapshot.take(
                world.database().dataSource(),
                world.host().connectionFactory(),
                world.host().queues());
    }

    private static boolean belongs(Snapshot.Notification row, String prefix) {
        return row.key() == null || Objects.requireNonNull(row.key()).startsWith(prefix);
    }

    private static boolean contains(
            Set<UUID> ids, @org.jspecify.annotations.Nullable UUID notification) {
        return notification != null && ids.contains(notification);
    }

    private static Snapshot without(Set<UUID> others, Snapshot all) {
        Predicate<UUID> its = id -> !others.contains(id);
        Set<String> words = new HashSet<>();
        others.forEach(id -> words.add(id.toString()));
        return new Snapshot(
                all.notifications().stream().filter(row -> its.test(row.id())).toList(),
                all.attempts().stream().filter(row -> its.test(row.notification())).toList(),
                all.decisions().stream().filter(row -> its.test(row.notification())).toList(),
                all.unpublished().stream().filter(its).toList(),
                all.queues().stream()
                        .map(queue ->
                                new Snapshot.Queue(
                                        queue.name(),
                                        queue.messageIds().stream()
                                                .filter(id -> !words.contains(id))
                                                .toList()))
                        .toList());
    }

    static CaseResult.Counts counts(Verdict verdict) {
        return new CaseResult.Counts(
                verdict.attempted(),
                verdict.acknowledged(),
                verdict.ok(),
                verdict.lost(),
                verdict.duplicated(),
                verdict.recovered(),
                verdict.unexpected(),
                verdict.uncertain(),
                verdict.ended(NotificationStatus.SENT),
                verdict.ended(NotificationStatus.MANUAL));
    }
}
