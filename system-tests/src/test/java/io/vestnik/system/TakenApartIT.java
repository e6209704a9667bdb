package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first thing that the build of the images does with what Maven has made. */
class TakenApartIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern LOOP = Pattern.compile("for service in ([a-z -]+); do");
    private static final Pattern COPIED = Pattern.compile("/extracted/\\$\\{SERVICE}/([a-z-]+)/ ");

    @TempDir private Path folder;

    static Stream<String> services() throws IOException {
        Matcher loop = LOOP.matcher(dockerfile());
        assertThat(loop.find()).isTrue();
        return Stream.of(loop.group(1).split(" ", -1));
    }

    private static String dockerfile() throws IOException {
        return Files.readString(ROOT.resolve("Dockerfile"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void theJarOfEachImageFallsIntoTheLayersThatAreCopied(String service)
            throws IOException, InterruptedException {
        Path jar = ROOT.resolve("%s/target/%s-app.jar".formatted(service, service));
        Path output = folder.resolve("output.txt");
        Path layers = folder.resolve("layers");
        Process extraction =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djarmode=tools",
                                "-jar",
                                jar.toString(),
                                "extract",
                                "--layers",
                                "--destination",
                                layers.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        assertThat(extraction.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(extraction.exitValue()).as(Files.readString(output)).isZero();
        assertThat(COPIED.matcher(dockerfile()).results().map(copied -> copied.group(1)))
                .hasSize(3)
                .allMatch(layer -> Files.isDirectory(layers.resolve(layer)));
        assertThat(layers.resolve("application").resolve(jar.getFileName())).exists();
    }
}
