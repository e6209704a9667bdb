package io.vestnik.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.testkit.TickingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger tells after a crash what the client had asked and been answered. */
class ClientLedgerTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final UUID ID = UUID.fromString("019308a0-0000-7000-8000-000000000001");
    private static final ContentDigest CONTENT = ContentDigest.of("Hi", "there", null, List.of());

    @TempDir private Path folder;
    private final TickingClock clock = TickingClock.at(START);

    private ClientLedger open() {
        return ClientLedger.openAt(folder.resolve("ledger"), clock);
    }

    private List<LedgerEntry> read() {
        return ClientLedger.read(folder.resolve("ledger"));
    }

    @Test
    void itReadsBackWhatWasWritten() {
        try (ClientLedger ledger = open()) {
            ledger.asked("k 1", "änn@example.com", CONTENT);
            clock.advance(Duration.ofSeconds(1));
            ledger.unanswered("k 1", "reset\tby\npeer");
            ledger.answered("k 1", 202, ID);
            ledger.answered("k 2", 400, null);

            assertThat(read())
                    .containsExactly(
                            new LedgerEntry.Asked(START, "k 1", "änn@example.com", CONTENT),
                            new LedgerEntry.Unanswered(
                                    START.plusSeconds(1), "k 1", "reset by peer"),
                            new LedgerEntry.Answered(START.plusSeconds(1), "k 1", 202, ID),
                            new LedgerEntry.Answered(START.plusSeconds(1), "k 2", 400, null));
        }
    }

    @Test
    void aLineThatACrashTornApartWasNotWritten() throws Exception {
        try (ClientLedger ledger = open()) {
            ledger.answered("k 1", 202, ID);
        }
        Files.writeString(
                folder.resolve("ledger"),
                "2026-11-22T10:00:01Z\tk 2\tansw",
                StandardOpenOption.APPEND);
        assertThat(read()).hasSize(1);

        try (ClientLedger ledger = open()) {
            ledger.answered("k 3", 202, ID);
        }

        assertThat(read()).extracting(LedgerEntry::key).containsExactly("k 1", "k 3");
    }

    @Test
    void itTakesTheLinesOfManyThreads() throws Exception {
        try (ClientLedger ledger = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writes =
                    IntStream.range(0, 500)
                            .mapToObj(i -> threads.submit(() -> ledger.answered("k" + i, 202, ID)))
                            .toList();
            for (var write : writes) {
                write.get();
            }
        }

        assertThat(read())
                .extracting(LedgerEntry::key)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "k" + i).toList());
    }

    @Test
    void itRefusesAKeyThatWouldBreakItsLines() {
        try (ClientLedger ledger = open()) {
            assertThatThrownBy(() -> ledger.answered("k\t1", 202, ID))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(read()).isEmpty();
    }
}
