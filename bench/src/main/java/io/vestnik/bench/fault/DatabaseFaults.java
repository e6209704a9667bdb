package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.DATABASE;

import io.vestnik.bench.world.Caller;
import io.vestnik.bench.world.Service;
import io.vestnik.testkit.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Faults of the database. */
final class DatabaseFaults {
    private static final String LIST = "/api/v1/notifications?limit=1";

    private DatabaseFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F20",
                        "The database is away, in turn unreachable and crashed",
                        "503 with Retry-After within 2 s; nothing is sent without a claim, nothing lost",
                        4,
                        DatabaseFaults::away),
                FaultCase.of(
                        "F21",
                        "The database is slow, or frozen",
                        "callers get an answer in time; all is well afterwards",
                        4,
                        DatabaseFaults::slow));
    }

    private static void away(Round round) throws Exception {
        round.post(160, 20);
        round.last(Duration.ofSeconds(2));
        round.count(1);
        if (round.number() % 2 == 0) {
            crash(round);
        } else {
            round.world().services().forEach(DatabaseFaults::cutOff);
            answersWithin(round, Duration.ofMillis(2_500), 503);
            round.last(Duration.ofSeconds(4));
        }
    }

    private static void cutOff(Service service) {
        service.line(DATABASE).refuse();
        service.line(DATABASE).cut(Fault.RESET);
    }

    /** One dead backend, and the server throws all others out and recovers from its log. */
    private static void crash(Round round) throws Exception {
        long backend =
                round.world()
                        .sql()
                        .sql(
                                "select pid from pg_stat_activity where application_name like"
                                        + " 'vestnik%' order by pid limit 1")
                        .query(Long.class)
                        .single();
        // In a container the number would be somebody else's here.
        String title = Files.readString(Path.of("/proc/" + backend + "/cmdline"));
        if (!title.contains(round.world().database().name())) {
            throw new IllegalStateException("PostgreSQL does not run as a process of this machine");
        }
        new ProcessBuilder("kill", "-KILL", "" + backend).inheritIO().start().waitFor();
    }

    private static void slow(Round round) throws Exception {
        round.post(120, 20);
        round.last(Duration.ofSeconds(1));
        round.count(1);
        boolean frozen = round.number() % 2 == 0;
        for (Service service : round.world().services()) {
            if (frozen) {
                service.line(DATABASE).blackhole();
            } else {
                service.line(DATABASE).delay(Duration.ofMillis(400));
            }
        }
        if (frozen) {
            answersWithin(round, Duration.ofSeconds(8), 503);
        }
        round.last(Duration.ofSeconds(4));
    }

    private static void answersWithin(Round round, Duration limit, int status) throws IOException {
        Caller caller = round.world().caller(round.world().api());
        long begin = System.nanoTime();
        Caller.Answer answer = caller.get(LIST);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        round.check(answer.status() == status, "a list was answered " + answer);
        round.check(answer.retryAfter() != null, "there is no Retry-After");
        round.check(took.compareTo(limit) <= 0, "the answer took " + took);
    }
}
