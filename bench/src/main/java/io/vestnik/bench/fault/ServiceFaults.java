package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.BROKER;
import static io.vestnik.bench.world.Link.DATABASE;
import static io.vestnik.bench.world.Link.SMTP;

import io.vestnik.bench.world.Link;
import io.vestnik.bench.world.Service;
import io.vestnik.bench.world.WorldSettings;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Faults of the machine and the network around a service. */
final class ServiceFaults {
    private static final int EXIT_BY_TERM = 143;

    private ServiceFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F36",
                        "A service and a neighbour cannot reach each other, or think they can",
                        "all is well again by itself; duplicates only where an attempt is uncertain",
                        10,
                        ServiceFaults::partition),
                FaultCase.of(
                        "F42",
                        "A sender gets SIGTERM under load",
                        "it ends within 30 s; no doubt about any attempt, no duplicate",
                        4,
                        ServiceFaults::terminated),
                FaultCase.of(
                        "F43",
                        "A service stands still for 25 s",
                        "no double send by a claim that seemed lost; it goes on by itself",
                        2,
                        ServiceFaults::paused),
                FaultCase.of(
                        "F44",
                        "A service has no file descriptor left",
                        "nothing is lost; it goes on by itself",
                        2,
                        ServiceFaults::noDescriptors));
    }

    private record Line(Service service, Link link) {}

    private static void partition(Round round) {
        Service api = round.world().api();
        Service sender = round.world().sender();
        List<Line> lines =
                List.of(
                        new Line(api, DATABASE),
                        new Line(api, BROKER),
                        new Line(sender, DATABASE),
                        new Line(sender, BROKER),
                        new Line(sender, SMTP));
        Line cut = lines.get((round.number() - 1) % lines.size());
        FaultProxy line = cut.service.line(cut.link);
        round.post(100, 20);
        round.last(Duration.ofSeconds(1));
        round.count(1);
        round.mayDouble(cut.service == sender ? WorldSettings.UNDER_WAY : 0);
        if (round.number() > lines.size()) {
            line.cut(Fault.HANG);
        } else {
            line.blackhole();
        }
        round.last(Duration.ofSeconds(6));
        line.pass();
        round.awaitPosted();
    }

    private static void terminated(Round round) {
        List<Service> senders = round.world().senders(2);
        Service sender = senders.get(round.number() % 2);
        senders.forEach(each -> each.line(SMTP).delay(Duration.ofMillis(20)));
        round.post(80, 100);
        round.awaitUntil("some are sent", () -> round.in("sent") > 10);
        int code = sender.terminate(Duration.ofSeconds(30));
        round.count(1);
        round.check(code == EXIT_BY_TERM, "SIGTERM ended with " + code);
        sender.start();
        round.awaitUntil("all are sent", () -> round.in("sent") == 80);
        round.check(round.attempts("uncertain") == 0, "there is doubt about an attempt");
    }

    private static void paused(Round round) {
        Service service =
                round.number() % 2 == 1 ? round.world().senders(2).getFirst() : round.world().api();
        round.post(100, 50);
        round.awaitUntil("some are sent", () -> round.in("sent") > 10);
        service.pause();
        round.count(1);
        round.last(Duration.ofSeconds(25));
        service.resume();
        round.mayDouble(WorldSettings.UNDER_WAY);
        round.awaitPosted();
    }

    private static void noDescriptors(Round round) throws Exception {
        Service service = round.number() % 2 == 1 ? round.world().sender() : round.world().api();
        round.post(60, 20);
        int before = limitOf(service);
        limit(service, openFiles(service));
        round.count(1);
        service.line(service == round.world().api() ? DATABASE : SMTP).cut(Fault.RESET);
        round.mayDouble(WorldSettings.UNDER_WAY);
        round.last(Duration.ofSeconds(4));
        limit(service, before);
        round.awaitPosted();
    }

    private static int openFiles(Service service) {
        File[] open = new File("/proc/" + service.pid() + "/fd").listFiles();
        return Objects.requireNonNull(open, "no /proc").length;
    }

    /** The soft one, which may go up again as far as it was. */
    private static int limitOf(Service service) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + service.pid() + "/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> Integer.parseInt(line.split(" {2,}", -1)[1]))
                .findFirst()
                .orElseThrow();
    }

    private static void limit(Service service, int files) throws IOException, InterruptedException {
        new ProcessBuilder("prlimit", "--pid", "" + service.pid(), "--nofile=" + files + ":")
                .inheritIO()
                .start()
                .waitFor();
    }
}
