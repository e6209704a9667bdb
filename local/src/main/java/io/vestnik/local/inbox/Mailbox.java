package io.vestnik.local.inbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All mails, each a file with its envelope in front of it, as a mail server delivers into a folder;
 * their list is kept in memory.
 */
final class Mailbox {
    private static final String SUFFIX = ".eml";
    private static final Pattern MAIL = Pattern.compile("(\\d{13})-\\d{6}\\.eml");
    private static final Pattern UNFINISHED = Pattern.compile("\\d{13}-\\d{6}\\.part");

    private final Path folder;
    private final int capacity;
    private final Clock clock;
    private final NavigableMap<String, Summary> summaries = new ConcurrentSkipListMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong version = new AtomicLong();

    private Mailbox(Path folder, int capacity, Clock clock) {
        this.folder = folder;
        this.capacity = capacity;
        this.clock = clock;
    }

    /**
     * @param capacity how many mails are kept; beyond it the oldest are deleted
     */
    static Mailbox open(Path folder, int capacity, Clock clock) throws IOException {
        Files.createDirectories(folder);
        Mailbox mailbox = new Mailbox(folder, capacity, clock);
        try (Stream<Path> files = Files.list(folder)) {
            files.parallel().forEach(mailbox::find);
        }
        mailbox.version.set(clock.millis());
        return mailbox;
    }

    /**
     * Writes the mail into a file and lists it.
     *
     * @return its id
     */
    String keep(String sender, List<String> recipients, InputStream content) throws IOException {
        Instant now = clock.instant();
        String id =
                "%013d-%06d".formatted(now.toEpochMilli(), sequence.getAndIncrement() % 1_000_000);
        Path unfinished = folder.resolve(id + ".part");
        try {
            write(unfinished, envelope(sender, recipients), content);
            Files.move(unfinished, file(id), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        list(Summary.of(id, now, file(id)));
        makeRoom();
        return id;
    }

    /** Newest first. */
    Stream<Summary> newestFirst() {
        return summaries.descendingMap().values().stream();
    }

    /** The file of one mail: its envelope as headers, then the mail as it came. */
    Optional<Path> source(String id) {
        return summaries.containsKey(id) ? Optional.of(file(id)) : Optional.empty();
    }

    Optional<Summary> summary(String id) {
        return Optional.ofNullable(summaries.get(id));
    }

    int size() {
        return summaries.size();
    }

    /** Another number after every change of the list, and after every start. */
    long version() {
        return version.get();
    }

    void deleteAll() throws IOException {
        for (String id : List.copyOf(summaries.keySet())) {
            delete(id);
        }
    }

    private void find(Path file) {
        String name = file.getFileName().toString();
        Matcher mail = MAIL.matcher(name);
        try {
            if (mail.matches()) {
                String id = name.substring(0, name.length() - SUFFIX.length());
                Instant receivedAt = Instant.ofEpochMilli(Long.parseLong(mail.group(1)));
                summaries.put(id, Summary.of(id, receivedAt, file));
            } else if (UNFINISHED.matcher(name).matches()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void list(Summary summary) {
        summaries.put(summary.id(), summary);
        version.incrementAndGet();
    }

    private void makeRoom() throws IOException {
        while (summaries.size() > capacity) {
            Map.Entry<String, Summary> oldest = summaries.firstEntry();
            delete(oldest.getKey());
        }
    }

    private void delete(String id) throws IOException {
        summaries.remove(id);
        Files.deleteIfExists(file(id));
        version.incrementAndGet();
    }

    private Path file(String id) {
        return folder.resolve(id + SUFFIX);
    }

    private static String envelope(String sender, List<String> recipients) {
        StringBuilder lines = new StringBuilder("Return-Path: <" + sender + ">\r\n");
        for (String recipient : recipients) {
            lines.append(Summary.DELIVERED_TO).append(": ").append(recipient).append("\r\n");
        }
        return lines.toString();
    }

    private static void write(Path file, String envelope, InputStream content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(envelope.getBytes(StandardCharsets.UTF_8));
            content.transferTo(out);
        }
    }
}
