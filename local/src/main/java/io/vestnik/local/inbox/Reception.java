package io.vestnik.local.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.subethamail.smtp.MessageHandler;

/** Takes one mail: collects its envelope, then puts it into the mailbox. */
final class Reception implements MessageHandler {
    private final Mailbox mailbox;
    private final List<String> recipients = new ArrayList<>();
    private String sender = "";

    Reception(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public void from(String address) {
        sender = address;
    }

    @Override
    public void recipient(String address) {
        recipients.add(address);
    }

    /** The mail is in its file before the server says 250, with these words behind it. */
    @Override
    public String data(InputStream content) throws IOException {
        return "2.0.0 kept as " + mailbox.keep(sender, recipients, content);
    }

    @Override
    public void done() {
        // The mail is kept already, and a broken one never had a file.
    }
}
