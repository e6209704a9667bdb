package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.system.Installation.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code ./vestnik} promises about what it starts and what it leaves. */
class LauncherIT {
    private Installation vestnik = Installation.prepare("launcher of a test", Map.of());

    @AfterEach
    void down() {
        vestnik.close();
    }

    @Test
    void everythingIsStartedOnceObeysAndLeavesNothingBehind() throws Exception {
        vestnik.up();
        assertThat(vestnik.vestnik("status").mustSucceed().lines().skip(1))
                .hasSize(6)
                .allMatch(line -> line.endsWith(" running"));
        List<ProcessHandle> started = ours();
        assertThat(openPorts()).hasSize(10);

        Result second = vestnik.vestnik("up");

        assertThat(second.mustSucceed())
                .contains("curl -i http://127.0.0.1:" + vestnik.port(0))
                .containsPattern(
                        "Console +http://127.0.0.1:%d/console +user admin, password [0-9a-f]{32} "
                                .formatted(vestnik.port(0)));
        assertThat(ours()).containsExactlyInAnyOrderElementsOf(started);

        // RabbitMQ cannot watch a disk by a path with a space in it, and the doctor says so.
        assertThat(vestnik.vestnik("doctor").mustSucceed().lines())
                .filteredOn(line -> !line.isBlank() && !line.startsWith("ok "))
                .satisfiesExactly(
                        disk -> assertThat(disk).startsWith("warn  disk limit "),
                        sum -> assertThat(sum).endsWith(" 1 to change, 0 failed."));

        vestnik.vestnik("offline").mustSucceed();
        assertThat(openPorts()).doesNotContain(vestnik.port(2));
        assertThat(vestnik.vestnik("status").mustSucceed()).contains("running, offline");
        vestnik.vestnik("online").mustSucceed();
        assertThat(openPorts()).contains(vestnik.port(2));

        vestnik.vestnik("down").mustSucceed();

        assertThat(ours()).isEmpty();
        assertThat(openPorts()).isEmpty();
        assertThat(vestnik.vestnik("status").exitCode()).isEqualTo(1);
        assertThat(vestnik.home().resolve("postgres/data")).exists();
    }

    @Test
    void whatWasKilledIsShownAsDownAndStartedAgainAndNoOrphanStays() throws Exception {
        vestnik.up();
        for (String service : List.of("postgres", "rabbitmq", "inbox", "epmd")) {
            vestnik.kill(service);
        }

        Result status = vestnik.vestnik("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.output().lines().filter(line -> line.endsWith(" down"))).hasSize(4);

        vestnik.up();
        assertThat(vestnik.vestnik("status").exitCode()).isZero();

        vestnik.kill("postgres");
        vestnik.vestnik("down").mustSucceed();
        assertThat(ours()).isEmpty();
        assertThat(openPorts()).isEmpty();
    }

    @Test
    void aSettingThatAServiceRefusesIsToldWithItsLog() {
        vestnik.close();
        vestnik = Installation.prepare("launcher of a test", Map.of("VESTNIK_RETRY_WAITS", "soon"));

        Result up = vestnik.vestnik("up");

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output())
                .containsPattern(
                        "(broker-api|email-sender) ended while it was starting; its log is ")
                .contains(vestnik.home().resolve("logs").toString());
    }

    @Test
    void aTakenPortIsNamedWithWhoHasItAndWhatToDo() throws IOException {
        try (ServerSocket taken =
                new ServerSocket(vestnik.port(5), 1, InetAddress.getLoopbackAddress())) {
            Result up = vestnik.vestnik("up");

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output().lines().toList().getLast())
                    .matches(
                            "Port %d, which postgres needs, is taken by .+ \\(process %d\\); end that, or use other ports: VESTNIK_PORT=\\d+ \\./vestnik up"
                                    .formatted(
                                            taken.getLocalPort(), ProcessHandle.current().pid()));
        }
        assertThat(ours()).isEmpty();
    }

    @Test
    void aPidThatWentToSomebodyElseIsLeftAlone() throws Exception {
        Process somebodyElse = new ProcessBuilder("sleep", "600").start();
        try {
            Path pid = vestnik.home().resolve("run/inbox.pid");
            Files.createDirectories(pid.getParent());
            Files.createFile(vestnik.home().resolve("lock"));
            Files.writeString(pid, somebodyElse.pid() + " 1\n");

            vestnik.vestnik("down").mustSucceed();

            assertThat(somebodyElse.isAlive()).isTrue();
        } finally {
            somebodyElse.destroyForcibly();
        }
    }

    @Test
    void withAServerOfOnesOwnThereIsNoInboxToTakeAway() {
        vestnik.close();
        vestnik =
                Installation.prepare(
                        "launcher of a test",
                        Map.of(
                                "VESTNIK_SMTP_HOST", "smtp.example.com",
                                "VESTNIK_SMTP_FROM", "shop@example.com"));

        Result offline = vestnik.vestnik("offline");

        assertThat(offline.exitCode()).isEqualTo(1);
        assertThat(offline.output())
                .startsWith("Mail goes to smtp.example.com, which is not ours to take offline;");
    }

    @Test
    void theSenderOfMailsMustBeKnownBeforeAnythingIsStarted() {
        vestnik.close();
        vestnik =
                Installation.prepare(
                        "launcher of a test", Map.of("VESTNIK_SMTP_HOST", "smtp.example.com"));

        assertThat(vestnik.vestnik("up").output())
                .startsWith("VESTNIK_SMTP_FROM must name the address");
    }

    @Test
    void aMissingJdkIsToldInOneSentence() throws Exception {
        Process launcher =
                new ProcessBuilder(
                                "bash",
                                "-euc",
                                "ROOT=$PWD; for part in launcher/*.sh; do source $part; done;"
                                        + " is_jdk_25() { false; }; need_jdk")
                        .directory(Path.of("").toAbsolutePath().getParent().toFile())
                        .redirectErrorStream(true)
                        .start();

        assertThat(new String(launcher.getInputStream().readAllBytes()).lines())
                .singleElement()
                .asString()
                .startsWith("JDK 25 is needed and not found;");
        assertThat(launcher.waitFor()).isEqualTo(1);
    }

    @Test
    void whatIsNoCommandIsRefused() {
        assertThat(vestnik.vestnik("start").output())
                .startsWith("There is no command start; `./vestnik help` lists them.");
        assertThat(vestnik.vestnik("status", "--all").exitCode()).isEqualTo(1);
        assertThat(vestnik.vestnik("help").mustSucceed()).contains("VESTNIK_RETRY_WAITS");
    }

    /** Every process that carries this installation's folder in its command line. */
    private List<ProcessHandle> ours() {
        String home = vestnik.home().toString();
        Duration enough = Duration.ofSeconds(5);
        // A process that has just ended may be listed for a moment longer.
        await().atMost(enough).until(() -> running(home).allMatch(ProcessHandle::isAlive));
        return running(home).toList();
    }

    private static Stream<ProcessHandle> running(String home) {
        return ProcessHandle.allProcesses().filter(process -> commandLine(process).contains(home));
    }

    /** The whole of it; what Java tells leaves out arguments. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
        } catch (IOException gone) {
            return "";
        }
    }

    private List<Integer> openPorts() {
        return IntStream.range(0, 10)
                .map(vestnik::port)
                .filter(LauncherIT::listens)
                .boxed()
                .toList();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
