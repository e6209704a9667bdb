package io.vestnik.testkit.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client has asked and been answered, in a file that survives the client: each line is on
 * the disk before the method that wrote it returns. For any number of threads, whose lines share
 * their syncs.
 *
 * <p>The client writes {@link #asked} before each request and one of the others after it. It gives
 * the key to the API too, as the Idempotency-Key, and in the metadata under the name {@link
 * #METADATA}, by which the rows of the database can be told.
 */
public final class ClientLedger implements AutoCloseable {
    /** The name of the metadata entry that holds the key. */
    public static final String METADATA = "ledgerKey";

    private final FileChannel file;
    private final Clock clock;
    private final Object queue = new Object();
    private StringBuilder pending = new StringBuilder();
    private long written;
    private long durable;

    private ClientLedger(FileChannel file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Begins a ledger, or goes on with the one that a killed client has left. */
    public static ClientLedger openAt(Path path, Clock clock) {
        try {
            FileChannel file =
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            long whole = wholeLines(Files.readAllBytes(path));
            file.truncate(whole).position(whole);
            return new ClientLedger(file, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request is about to be sent. */
    public void asked(String key, String recipient, ContentDigest content) {
        append(new LedgerEntry.Asked(clock.instant(), key, recipient, content));
    }

    /** It was answered. */
    public void answered(String key, int status, @Nullable UUID id) {
        append(new LedgerEntry.Answered(clock.instant(), key, status, id));
    }

    /** It was not answered, so nobody knows yet what has become of it. */
    public void unanswered(String key, String why) {
        append(new LedgerEntry.Unanswered(clock.instant(), key, why));
    }

    private void append(LedgerEntry entry) {
        String line = LedgerLines.write(entry);
        long mine;
        synchronized (queue) {
            pending.append(line);
            mine = ++written;
        }
        makeDurable(mine);
    }

    /** Whoever gets the file writes for all who wait for it. */
    private synchronized void makeDurable(long line) {
        if (durable >= line) {
            return;
        }
        String lines;
        long last;
        synchronized (queue) {
            lines = pending.toString();
            pending = new StringBuilder();
            last = written;
        }
        try {
            ByteBuffer bytes = UTF_8.encode(lines);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
            durable = last;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a ledger; a last line that was not written to its end counts as not written. */
    public static List<LedgerEntry> read(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return new String(bytes, 0, wholeLines(bytes), UTF_8)
                    .lines()
                    .map(LedgerLines::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
