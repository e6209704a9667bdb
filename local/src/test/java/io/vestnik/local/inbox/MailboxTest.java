package io.vestnik.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    @TempDir Path folder;

    @Test
    void theNewestMailComesFirst() throws IOException {
        Mailbox mailbox = open(10);
        keep(mailbox, "first");
        keep(mailbox, "second");

        assertThat(mailbox.newestFirst())
                .extracting(Summary::subject)
                .containsExactly("second", "first");
    }

    @Test
    void aMailIsKnownByItsEnvelope() throws IOException {
        Mailbox mailbox = open(10);
        String id =
                mailbox.keep(
                        "shop@example.com",
                        List.of("ann@example.com", "bob@example.com"),
                        bytes("From: Shop <other@example.com>\r\nSubject: hi\r\n\r\nbody\r\n"));

        Summary summary = mailbox.summary(id).orElseThrow();
        assertThat(summary.recipients()).containsExactly("ann@example.com", "bob@example.com");
        assertThat(summary.from()).isEqualTo("Shop <other@example.com>");
        assertThat(summary.receivedAt()).isEqualTo(NOW);
        assertThat(Files.readString(mailbox.source(id).orElseThrow()))
                .startsWith("Return-Path: <shop@example.com>\r\nDelivered-To: ann@example.com\r\n")
                .endsWith("\r\n\r\nbody\r\n");
    }

    @Test
    void mailsSurviveARestart() throws IOException {
        String id = keep(open(10), "kept");

        Mailbox reopened = open(10);

        assertThat(reopened.newestFirst()).extracting(Summary::id).containsExactly(id);
        assertThat(reopened.summary(id).orElseThrow().receivedAt()).isEqualTo(NOW);
    }

    @Test
    void theOldestGoesWhenItIsFull() throws IOException {
        Mailbox mailbox = open(2);
        keep(mailbox, "first");
        keep(mailbox, "second");
        keep(mailbox, "third");

        assertThat(mailbox.newestFirst())
                .extracting(Summary::subject)
                .containsExactly("third", "second");
        assertThat(files()).hasSize(2);
    }

    @Test
    void aMailThatBreaksOffLeavesNothing() throws IOException {
        Mailbox mailbox = open(10);
        InputStream breaksOff =
                new SequenceInputStream(bytes("Subject: half\r\n"), InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("connection lost");
                    }
                };

        assertThatIOException()
                .isThrownBy(() -> mailbox.keep("a@b.c", List.of("x@y.z"), breaksOff));
        assertThat(mailbox.size()).isZero();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAKilledPredecessorLeftHalfWrittenGoes() throws IOException {
        Files.writeString(folder.resolve("1795341600123-000000.part"), "half a mail");
        Files.writeString(folder.resolve("notes.txt"), "not ours");

        assertThat(open(10).size()).isZero();
        assertThat(files()).extracting(Path::getFileName).containsExactly(Path.of("notes.txt"));
    }

    @Test
    void theVersionChangesWithTheList() throws IOException {
        Mailbox mailbox = open(10);
        long empty = mailbox.version();
        keep(mailbox, "one");
        long one = mailbox.version();
        mailbox.deleteAll();

        assertThat(one).isNotEqualTo(empty);
        assertThat(mailbox.version()).isNotEqualTo(one);
        assertThat(files()).isEmpty();
    }

    @Test
    void anIdThatIsAPathFindsNothing() throws IOException {
        assertThat(open(10).source("../secrets.env")).isEmpty();
    }

    private Mailbox open(int capacity) throws IOException {
        return Mailbox.open(folder, capacity, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String keep(Mailbox mailbox, String subject) throws IOException {
        return mailbox.keep(
                "shop@example.com",
                List.of("ann@example.com"),
                bytes("Subject: " + subject + "\r\n\r\nbody\r\n"));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
