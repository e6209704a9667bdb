package io.vestnik.bench.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that runs as our child, again and again, and gets its signals by its number. */
final class Child {
    private final Path log;
    private final Path folder;
    private @Nullable Process process;

    /**
     * @param folder it works in, and leaves its last output in
     */
    Child(Path folder, Path log) {
        this.folder = folder;
        this.log = log;
    }

    /** Starts it; its output is appended to the log. */
    synchronized void start(List<String> command, Map<String, String> environment) {
        if (isAlive()) {
            throw new IllegalStateException(command + " runs already");
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("VESTNIK_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.redirectInput(new File("/dev/null"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("It was never started");
        }
        return process.pid();
    }

    /** Sends a signal, such as {@code STOP}. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, "" + pid()).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it at once, as {@code kill -9} does, and returns when it is gone. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     */
    int awaitEnd(Duration atMost) {
        Process running = process;
        try {
            if (running == null || !running.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("It has not ended within " + atMost);
            }
            return running.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The end of its log, for an error message. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
