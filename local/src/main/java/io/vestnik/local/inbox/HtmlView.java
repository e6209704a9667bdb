package io.vestnik.local.inbox;

import io.vestnik.local.inbox.Mail.Attachment;
import java.util.Base64;
import java.util.Objects;

/**
 * Shows a mail's HTML as it came, in a document that may run nothing, load nothing and send
 * nothing.
 */
final class HtmlView {
    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
                    + " sandbox allow-popups allow-popups-to-escape-sandbox";

    /** Links open a tab of their own; the end of a document is where no mail has put one first. */
    private static final String LINKS_OPEN_TABS = "<base target=\"_blank\">";

    private HtmlView() {}

    static Answer of(Mail mail) {
        String html = Objects.requireNonNull(mail.html());
        for (Attachment part : mail.parts()) {
            if (part.contentId() != null && part.contentType().startsWith("image/")) {
                html = html.replace("cid:" + part.contentId(), dataUri(part));
            }
        }
        return Answer.html(html + LINKS_OPEN_TABS).with("Content-Security-Policy", POLICY);
    }

    private static String dataUri(Attachment picture) {
        String bytes = Base64.getEncoder().encodeToString(picture.content());
        return "data:%s;base64,%s".formatted(picture.contentType(), bytes);
    }
}
