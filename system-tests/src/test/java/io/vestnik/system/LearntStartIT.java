package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While its image is built, a service learns how it starts, and has no neighbours there. */
@Tag("long")
class LearntStartIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    /** As in the image. */
    private static final String FLAGS = "-XX:MaxRAMPercentage=60 -XX:+UseSerialGC";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"broker-api", "email-sender"})
    void theJvmTakesWhatWasLearntWithoutNeighbours(String service)
            throws IOException, InterruptedException {
        Path app = folder.resolve(service);
        Path jar = ROOT.resolve("%s/target/%s-app.jar".formatted(service, service));
        run(
                folder,
                "java",
                "-Djarmode=tools",
                "-jar",
                "" + jar,
                "extract",
                "--destination",
                "" + app);
        Files.move(app.resolve(jar.getFileName()), app.resolve("app.jar"));

        run(app, "bash", ROOT.resolve("deploy/docker/learn.sh").toString());

        assertThat(app.resolve("jvm.options")).hasContent("-XX:AOTCache=app.aot");
        // With "on", a JVM that cannot take the cache for these jars does not start.
        run(app, "java", "@jvm.options", "-XX:AOTMode=on", "-cp", "app.jar", "-version");
    }

    private static void run(Path folder, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_TOOL_OPTIONS", FLAGS);
        builder.environment().merge("PATH", "" + JAVA, (path, java) -> java + ":" + path);
        Path output = folder.resolve("output.txt");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(List.of(command) + " ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
