package io.vestnik.local.farside;

import io.vestnik.testkit.http.HttpFarSide;
import io.vestnik.testkit.http.ScriptedTelegram;
import io.vestnik.testkit.http.ScriptedVk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Telegram and a VK that can be taken away, and a page to see what they took. */
public final class FarSides implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FarSides.class);
    private static final long LOOK_EVERY_MS = 100;
    private static final int LONGEST_TEXT = 4096;

    private final FarSideSettings settings;
    private final ScriptedTelegram telegram;
    private final ScriptedVk vk;
    private final FarSidePage page;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("offline-switch").factory());

    private FarSides(FarSideSettings settings, Clock clock) throws IOException {
        this.settings = settings;
        InetAddress address = InetAddress.ofLiteral(settings.address());
        this.telegram =
                new ScriptedTelegram(
                        new InetSocketAddress(address, settings.telegramPort()),
                        settings.telegramToken(),
                        LONGEST_TEXT,
                        clock);
        this.vk =
                new ScriptedVk(
                        new InetSocketAddress(address, settings.vkPort()),
                        settings.vkToken(),
                        clock);
        this.page =
                FarSidePage.start(
                        new InetSocketAddress(address, settings.pagePort()), telegram, vk);
    }

    /**
     * Opens them, until they are closed or the process ends.
     *
     * @throws IOException when a port is taken or the folder cannot be written
     */
    public static FarSides open(FarSideSettings settings, Clock clock) throws IOException {
        Files.createDirectories(settings.folder());
        FarSides farSides = new FarSides(settings, clock);
        var _ =
                farSides.timer.scheduleWithFixedDelay(
                        farSides::followSwitches, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        log.info("Far sides of Telegram and VK: {}", settings);
        return farSides;
    }

    /** A timer drops a task that throws: a port that is taken for a moment must not end it. */
    private void followSwitches() {
        try {
            follow(settings.folder().resolve("telegram.offline"), telegram);
            follow(settings.folder().resolve("vk.offline"), vk);
        } catch (RuntimeException e) {
            log.error("A far side could not be opened or closed: {}", e.getMessage());
        }
    }

    private static void follow(Path file, HttpFarSide farSide) {
        if (!Files.exists(file)) {
            farSide.beReachable();
        } else if (farSide.isReachable()) {
            farSide.beUnreachable();
        }
    }

    @Override
    public void close() {
        timer.close();
        page.close();
        telegram.close();
        vk.close();
    }
}
