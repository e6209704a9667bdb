package io.vestnik.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the package {@code rabbitmq-server} is installed: on this machine, or in a folder that
 * holds a whole other system, such as debootstrap makes of a newer Debian.
 *
 * @param root of that system
 */
record RabbitInstallation(Path root) {
    /** The one of this machine. */
    static final RabbitInstallation HERE = new RabbitInstallation(Path.of("/"));

    /** What the environment variable begins with when it names a folder. */
    private static final String FOLDER = "dir:";

    // Not the one in /usr/sbin, which changes the user and reads the machine's own configuration.
    private static final String SERVER = "usr/lib/rabbitmq/bin/rabbitmq-server";

    private static final String CONTROL = "usr/lib/rabbitmq/bin/rabbitmqctl";

    /**
     * Sees the processes and the memory of the machine, knows localhost, which debootstrap forgets,
     * and becomes the program.
     */
    private static final String ENTER =
            """
            mount --rbind /proc "$0/proc"
            grep -qs localhost "$0/etc/hosts" || echo 127.0.0.1 localhost >> "$0/etc/hosts"
            exec chroot "$0" "$@"
            """;

    /** The one in the folder that the environment names, if it names one. */
    static Optional<RabbitInstallation> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(ExternalRabbit.ADDRESS))
                .filter(RabbitInstallation::isFolder)
                .map(value -> Path.of(value.substring(FOLDER.length())).toAbsolutePath())
                .map(RabbitInstallation::new);
    }

    /** Whether a value of the environment variable names a folder, and not a running broker. */
    static boolean isFolder(String value) {
        return value.startsWith(FOLDER);
    }

    /**
     * @throws IllegalStateException when there is no server; it says what to install
     */
    void check() {
        if (!Files.isExecutable(root.resolve(SERVER))) {
            throw new IllegalStateException(
                    root.resolve(SERVER)
                            + " is not there: install the package rabbitmq-server (apt-get install"
                            + " rabbitmq-server), start Docker, or name a running broker in "
                            + ExternalRabbit.ADDRESS);
        }
    }

    /** Runs the server. */
    List<String> server() {
        return command("/" + SERVER);
    }

    /** Commands the server that runs with the same settings. */
    List<String> control(String... arguments) {
        List<String> program = new ArrayList<>(List.of("/" + CONTROL));
        program.addAll(List.of(arguments));
        return command(program.toArray(String[]::new));
    }

    /** Runs a program of that system; its process is the one that is started. */
    List<String> command(String... program) {
        if (isHere()) {
            return List.of(program);
        }
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("--map-root-user");
        }
        command.addAll(List.of("sh", "-c", ENTER, root.toString()));
        command.addAll(List.of(program));
        return command;
    }

    /** A new folder that this system can see. */
    TemporaryFolder createFolder(String prefix) {
        return isHere()
                ? TemporaryFolder.create(prefix)
                : TemporaryFolder.createIn(root.resolve("tmp"), prefix);
    }

    /** What a path is called within that system. */
    String inside(Path path) {
        return isHere() ? path.toString() : "/" + root.relativize(path);
    }

    private boolean isHere() {
        return equals(HERE);
    }
}
