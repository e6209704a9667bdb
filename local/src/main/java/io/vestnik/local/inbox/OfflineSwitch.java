package io.vestnik.local.inbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the SMTP door while a certain file exists, and opens it again when the file goes. */
final class OfflineSwitch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OfflineSwitch.class);
    private static final long PERIOD_MS = 100;

    private final Path file;
    private final SmtpDoor door;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("offline-switch").factory());

    private OfflineSwitch(Path file, SmtpDoor door) {
        this.file = file;
        this.door = door;
    }

    /** The first look is taken before this returns: an inbox that is offline never opens. */
    static OfflineSwitch watch(Path file, SmtpDoor door) {
        OfflineSwitch offlineSwitch = new OfflineSwitch(file, door);
        offlineSwitch.follow();
        var _ =
                offlineSwitch.timer.scheduleWithFixedDelay(
                        offlineSwitch::tryToFollow, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
        return offlineSwitch;
    }

    @Override
    public void close() {
        timer.close();
    }

    /** A timer drops a task that throws: a port that is taken for a moment must not end it. */
    private void tryToFollow() {
        try {
            follow();
        } catch (RuntimeException e) {
            log.error("The inbox could not be opened or closed: {}", e.getMessage());
        }
    }

    private void follow() {
        if (Files.exists(file)) {
            door.close();
        } else {
            door.open();
        }
    }
}
