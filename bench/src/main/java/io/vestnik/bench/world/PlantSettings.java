package io.vestnik.bench.world;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a plant is to be.
 *
 * @param root the folder of the source tree, in which the services have been built
 * @param folder where everything is written
 * @param ownBroker whether a broker of its own is started; else the one that the environment names
 *     is used
 * @param relay port on 127.0.0.1 to which the sender's mail goes
 * @param sender further variables of the sender's environment
 * @param flags of the JVMs of both services, without the heap
 */
public record PlantSettings(
        Path root,
        Path folder,
        boolean ownBroker,
        int relay,
        Map<String, String> sender,
        List<String> flags) {
    /** A key for the one caller. */
    public static final String API_KEY = WorldSettings.API_KEY;

    /** For the one operator. */
    public static final String ADMIN_PASSWORD = "a-password-for-measuring-only";

    /** The flags of the image that the product is shipped in; the heap is that of the launcher. */
    public static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError");

    /** Never shares the caller's collections. */
    public PlantSettings {
        sender = Map.copyOf(sender);
        flags = List.copyOf(flags);
    }
}
