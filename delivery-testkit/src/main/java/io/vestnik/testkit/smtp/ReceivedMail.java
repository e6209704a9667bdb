package io.vestnik.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message whose final dot reached the server.
 *
 * @param connection number of the connection it came over, from 1
 * @param from what stood between the angle brackets of MAIL
 * @param recipients what stood between the angle brackets of each accepted RCPT
 * @param content as sent, CRLF line ends, without the dots that were doubled for the way
 * @param kept whether the server has it now, which the client may not have been told
 * @param reply the words that were really sent in answer to the dot; absent when none were
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReceivedMail(
        int connection,
        String from,
        List<String> recipients,
        byte[] content,
        boolean kept,
        @Nullable String reply) {

    /** The message as text; its octets one to one. */
    public String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    ReceivedMail unanswered() {
        return new ReceivedMail(connection, from, recipients, content, kept, null);
    }
}
