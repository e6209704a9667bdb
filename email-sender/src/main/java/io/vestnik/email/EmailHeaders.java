package io.vestnik.email;

import io.vestnik.contract.Content;
import io.vestnik.contract.email.EmailAddress;
import io.vestnik.delivery.Delivery;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands above the body of a mail (RFC 5322 section 3.6), but for what MIME needs. */
final class EmailHeaders {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private EmailHeaders() {}

    /**
     * Names and bodies in their order, ASCII only and folded. The Message-ID and the date derive
     * from the notification alone, so every attempt sends the same mail and doubles can be
     * recognised.
     *
     * @throws IllegalArgumentException with a sentence when there is something that must not be
     *     sent
     */
    static Map<String, String> of(Delivery delivery, EmailAddress from, EmailAddress to) {
        Content content = delivery.content();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", DATE.format(delivery.createdAt()));
        headers.put("From", mailbox(content.fromName(), from));
        if (content.replyTo() != null) {
            headers.put("Reply-To", EmailMessage.address("replyTo", content.replyTo()).toString());
        }
        headers.put("To", to.toString());
        headers.put("Message-ID", "<" + delivery.id() + "@" + from.domain() + ">");
        if (content.subject() != null) {
            HeaderText.check("The subject", content.subject());
            headers.put("Subject", HeaderText.unstructured("Subject", content.subject()));
        }
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("X-Vestnik-Id", delivery.id().toString());
        content.headers().forEach((name, value) -> add(headers, name, value));
        return headers;
    }

    private static void add(Map<String, String> headers, String name, String value) {
        HeaderText.checkName("A header", name);
        HeaderText.check("The header " + name, value);
        // Names are the same in any case (RFC 5322 section 1.2.2).
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, HeaderText.unstructured(name, value));
    }

    private static String mailbox(@Nullable String name, EmailAddress address) {
        if (name == null || name.isBlank()) {
            return address.toString();
        }
        HeaderText.check("fromName", name);
        return HeaderText.phrase(name) + "\r\n <" + address + ">";
    }
}
