package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is ended by SIGTERM leaves no process and no file of its servers behind. */
class EndedJvmIT {
    private static final String READY = "ready";

    @TempDir private Path folder;
    private Path temporary;
    private Path output;

    /** The JVM that is ended: starts its own servers and waits for the end. */
    static final class Tests {
        public static void main(String[] args) throws Exception {
            RabbitBroker broker = RabbitBroker.own();
            PostgresDatabase database = PostgresDatabase.freshDatabase();
            URI databaseServer = URI.create(database.jdbcUrl().substring("jdbc:".length()));
            System.out.println("tcp://" + broker.host() + ":" + broker.port());
            System.out.println("tcp://" + databaseServer.getAuthority());
            System.out.println(READY);
            new CountDownLatch(1).await();
        }
    }

    @BeforeEach
    void makeFolders() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        output = folder.resolve("output");
    }

    @Test
    void whenItsServersRun() throws Exception {
        Process tests = run();
        await().atMost(Duration.ofMinutes(3))
                .failFast(() -> !tests.isAlive())
                .until(this::serversRun);
        List<URI> servers =
                Files.readAllLines(output).stream()
                        .filter(line -> line.startsWith("tcp://"))
                        .map(URI::create)
                        .toList();
        assertThat(servers).hasSize(2).allMatch(ContainerEngine::opens);

        assertNothingIsLeftOf(tests);

        assertThat(servers).noneMatch(ContainerEngine::opens);
    }

    @Test
    void whileItsBrokerStarts() throws Exception {
        Process tests = run();
        await().atMost(Duration.ofMinutes(1))
                .failFast(() -> !tests.isAlive())
                // A broker in a container is nobody's child: then it is late in the start.
                .until(() -> tests.descendants().findAny().isPresent() || serversRun());

        assertNothingIsLeftOf(tests);
    }

    private boolean serversRun() throws IOException {
        return Files.readString(output).contains(READY);
    }

    private Process run() throws IOException {
        File log = output.toFile();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Tests.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private void assertNothingIsLeftOf(Process tests) throws Exception {
        tests.destroy();

        assertThat(tests.waitFor(60, TimeUnit.SECONDS)).as("the JVM ends").isTrue();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(processesThatKnow(temporary)).isEmpty());
        // Unpacked once per machine and kept for the next start: no trace of a server.
        assertThat(temporary.toFile().list((in, name) -> !name.equals("embedded-pg")))
                .as("files left")
                .isEmpty();
    }

    private static List<String> processesThatKnow(Path folder) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(process -> read(process, "cmdline") + " " + read(process, "environ"))
                    .filter(known -> known.contains(folder.toString()))
                    .toList();
        }
    }

    private static String read(Path process, String file) {
        try {
            return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
