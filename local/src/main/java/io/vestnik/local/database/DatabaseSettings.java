package io.vestnik.local.database;

import java.nio.file.Path;

/**
 * Where the database lives and who may log in.
 *
 * @param folder holds the unpacked server and its data; both stay when the server stops
 * @param port on 127.0.0.1; the same at every start, so that a server left behind is found again
 */
public record DatabaseSettings(
        Path folder,
        int port,
        String superuserPassword,
        String ownerPassword,
        String brokerApiPassword,
        String emailSenderPassword,
        String telegramSenderPassword,
        String vkSenderPassword) {

    /** Everything but the passwords. */
    @Override
    public String toString() {
        return "%s, port %d".formatted(folder, port);
    }
}
