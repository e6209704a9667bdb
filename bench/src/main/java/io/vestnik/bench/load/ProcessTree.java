package io.vestnik.bench.load;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** A process with all those that it has started, as Linux counts them. */
final class ProcessTree {
    private static final int USER = 11;
    private static final int SYSTEM_OF_CHILDREN = 14;

    /** Of the kernel's clock, which is 100 Hz wherever Java runs. */
    private static final int MILLIS_PER_TICK = 10;

    private static final long KIBIBYTES = 1 << 10;

    private final long pid;

    ProcessTree(long pid) {
        this.pid = pid;
    }

    /** CPU milliseconds until now, with those of children that have ended. */
    double cpuMillis() {
        long ticks =
                LongStream.concat(
                                LongStream.of(pid),
                                ProcessHandle.of(pid).stream()
                                        .flatMap(ProcessHandle::descendants)
                                        .mapToLong(ProcessHandle::pid))
                        .map(each -> ticks(each, SYSTEM_OF_CHILDREN))
                        .sum();
        return ticks * (double) MILLIS_PER_TICK;
    }

    /** CPU milliseconds until now of the process alone. */
    double ownCpuMillis() {
        return ticks(pid, USER + 1) * (double) MILLIS_PER_TICK;
    }

    /** Memory of the process alone that is in use, in MiB. */
    long residentMebibytes() {
        return status("VmRSS:") / KIBIBYTES;
    }

    /** Threads of the process alone. */
    long threads() {
        return status("Threads:");
    }

    /** Files, sockets and the like that the process alone has open. */
    long descriptors() {
        String[] open = new File("/proc/" + pid + "/fd").list();
        return open == null ? 0 : open.length;
    }

    private long status(String name) {
        return read("/proc/" + pid + "/status")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static long ticks(long pid, int last) {
        return ticks(read("/proc/" + pid + "/stat"), last);
    }

    /** The sum of the times up to this one; fields are counted after the name in brackets. */
    static long ticks(String stat, int last) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return LongStream.rangeClosed(USER, last)
                .map(field -> Long.parseLong(fields[(int) field]))
                .sum();
    }

    /** Empty when the process has gone. */
    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No such process")) {
                return "";
            }
            throw new UncheckedIOException(e);
        }
    }
}
