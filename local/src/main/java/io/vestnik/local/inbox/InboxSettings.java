package io.vestnik.local.inbox;

import java.nio.file.Path;

/**
 * Where the inbox lives.
 *
 * @param folder holds the mails, and the file {@code offline} while the inbox is taken away
 * @param webPort of the page, on 127.0.0.1
 * @param smtpPort on 127.0.0.1
 */
public record InboxSettings(Path folder, int webPort, int smtpPort) {}
