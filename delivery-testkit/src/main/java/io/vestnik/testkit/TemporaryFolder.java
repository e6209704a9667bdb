package io.vestnik.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of one server, gone when the server is. */
record TemporaryFolder(Path path) {

    static TemporaryFolder create(String prefix) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TemporaryFolder createIn(Path parent, String prefix) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(parent, prefix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String name) {
        return path.resolve(name);
    }

    void write(String name, String text) {
        try {
            Files.writeString(path(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What others may not read: Erlang takes no cookie that they can. */
    void writeSecret(String name, String text) {
        write(name, text);
        try {
            Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString("r--------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of a log, for an error message. */
    String lastLines(String name, int count) {
        try {
            List<String> lines = Files.readAllLines(path(name));
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(" + path(name) + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** With everything in it; nothing happens when it is gone already. */
    void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(TemporaryFolder::deleteFile);
        } catch (NoSuchFileException gone) {
            // Then there is nothing to do.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
