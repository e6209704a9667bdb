package io.vestnik.local.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One line of the list.
 *
 * @param id sorts by arrival
 * @param from as the mail itself says it
 * @param recipients of the envelope: who really gets it
 * @param size in bytes
 */
record Summary(
        String id,
        Instant receivedAt,
        String from,
        List<String> recipients,
        String subject,
        long size) {
    /** The header that carries one recipient of the envelope; there is one line for each. */
    static final String DELIVERED_TO = "Delivered-To";

    /** Reads only the headers, not the whole mail. */
    static Summary of(String id, Instant receivedAt, Path file) throws IOException {
        try (InputStream mail = new BufferedInputStream(Files.newInputStream(file))) {
            InternetHeaders headers = new InternetHeaders(mail, true);
            return new Summary(
                    id,
                    receivedAt,
                    readable(headers, "From"),
                    List.of(nullToEmpty(headers.getHeader(DELIVERED_TO))),
                    readable(headers, "Subject"),
                    Files.size(file));
        } catch (MessagingException e) {
            throw new IOException("Mail " + id + " cannot be read.", e);
        }
    }

    /** Whether one of its recipients contains the words, in any case. */
    boolean isFor(String words) {
        return recipients.stream().anyMatch(recipient -> contains(recipient, words));
    }

    /** Whether its subject contains the words, in any case. */
    boolean isAbout(String words) {
        return contains(subject, words);
    }

    private static boolean contains(String text, String words) {
        return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    private static String readable(InternetHeaders headers, String name) {
        String[] values = nullToEmpty(headers.getHeader(name));
        return values.length == 0 ? "" : readable(values[0]);
    }

    /** Unfolds and decodes; what cannot be decoded stays as it came. */
    static String readable(String header) {
        String line = MimeUtility.unfold(header);
        try {
            return MimeUtility.decodeText(line);
        } catch (IOException e) {
            return line;
        }
    }

    private static String[] nullToEmpty(String @org.jspecify.annotations.Nullable [] values) {
        return values == null ? new String[0] : values;
    }
}
