package io.vestnik.local.farside;

import java.nio.file.Path;

/**
 * Where the far sides live.
 *
 * @param folder holds a file {@code telegram.offline} or {@code vk.offline} while one is taken away
 * @param address that all ports are opened on
 * @param pagePort of the page
 */
public record FarSideSettings(
        Path folder,
        String address,
        int pagePort,
        int telegramPort,
        int vkPort,
        String telegramToken,
        String vkToken) {
    /** Everything but the tokens. */
    @Override
    public String toString() {
        return "%s, ports %d, %d and %d".formatted(folder, pagePort, telegramPort, vkPort);
    }
}
