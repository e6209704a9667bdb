package io.vestnik.local.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open inbox: an SMTP server that can be taken away, the mails it took, and a page to read them.
 */
public final class Inbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /** Mails beyond this many are deleted, the oldest first. */
    static final int CAPACITY = 50_000;

    private final SmtpDoor door;
    private final OfflineSwitch offlineSwitch;
    private final WebServer web;

    private Inbox(SmtpDoor door, OfflineSwitch offlineSwitch, WebServer web) {
        this.door = door;
        this.offlineSwitch = offlineSwitch;
        this.web = web;
    }

    /**
     * Finds the mails of earlier runs again and takes new ones, until it is closed or the process
     * ends.
     *
     * @throws IOException when a port is taken or the folder cannot be written
     */
    public static Inbox open(InboxSettings settings, Clock clock) throws IOException {
        Path folder = settings.folder();
        Mailbox mailbox = Mailbox.open(folder.resolve("messages"), CAPACITY, clock);
        SmtpDoor door = new SmtpDoor(settings.smtpPort(), mailbox);
        Path offline = folder.resolve("offline");
        WebServer web = WebServer.start(settings.webPort(), mailbox, door, offline);
        OfflineSwitch offlineSwitch = OfflineSwitch.watch(offline, door);
        log.info(
                "The inbox holds {} mails; SMTP on port {}, page on http://127.0.0.1:{}",
                mailbox.size(),
                settings.smtpPort(),
                settings.webPort());
        return new Inbox(door, offlineSwitch, web);
    }

    /** Gives both ports back; the mails stay. */
    @Override
    public void close() {
        offlineSwitch.close();
        door.close();
        web.close();
    }
}
