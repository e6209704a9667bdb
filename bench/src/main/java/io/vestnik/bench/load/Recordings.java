package io.vestnik.bench.load;

import io.vestnik.bench.world.Plant;
import java.nio.file.Path;
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
        services().forEach((_, pid) -> Jcmd.run(pid, "JFR.start", NAME, "settings=profile"));
    }

    /** Leaves {@code broker-api.jfr} and {@code email-sender.jfr}. */
    void end() {
        services()
                .forEach((name, pid) -> {
                    Path file = folder.resolve(name + ".jfr").toAbsolutePath().normalize();
                    Jcmd.run(pid, "JFR.stop", NAME, "filename=" + file);
                });
    }

    private Map<String, Long> services() {
        return Map.of("broker-api", plant.apiPid(), "email-sender", plant.senderPid());
    }
}
