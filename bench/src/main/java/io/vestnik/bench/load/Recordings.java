package io.vestnik.bench.load;

import io.vestnik.bench.world.Plant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Profiles of the two services, of one phase alone: flags of the JVM would record the start too.
 */
final class Recordings {
    private static final String NAME = "name=bench";

    private final Plant plant;
    private final Path folder;

    Recordings(Plant plant, Path folder) {
        this.plant = plant;
        this.folder = folder;
    }

    void begin() {
        services().forEach((_, pid) -> jcmd(pid, "JFR.start", NAME, "settings=profile"));
    }

    /** Leaves {@code broker-api.jfr} and {@code email-sender.jfr}. */
    void end() {
        services()
                .forEach((name, pid) -> {
                    Path file = folder.resolve(name + ".jfr").toAbsolutePath().normalize();
                    jcmd(pid, "JFR.stop", NAME, "filename=" + file);
                });
    }

    private Map<String, Long> services() {
        return Map.of("broker-api", plant.apiPid(), "email-sender", plant.senderPid());
    }

    private static void jcmd(long pid, String... command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> all = new java.util.ArrayList<>(List.of(jcmd, "" + pid));
        all.addAll(List.of(command));
        try {
            int code =
                    new ProcessBuilder(all)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException(all + " has ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
