package io.vestnik.local;

import java.nio.file.Path;
import java.util.Map;

/** The environment variables of this process, read strictly. */
record Environment(Map<String, String> variables) {

    /**
     * A value that has to be there.
     *
     * @throws IllegalArgumentException in a sentence that names the variable
     */
    String text(String name) {
        String value = variables.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "The environment variable " + name + " must be set.");
        }
        return value;
    }

    /** A TCP port, 1 to 65535. */
    int port(String name) {
        String value = text(name);
        if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > 65535) {
            throw new IllegalArgumentException(
                    "The environment variable %s must be a port, not \"%s\"."
                            .formatted(name, value));
        }
        return Integer.parseInt(value);
    }

    /** The folder in which the local run keeps everything it writes. */
    Path home() {
        return Path.of(text("VESTNIK_HOME")).toAbsolutePath().normalize();
    }
}
