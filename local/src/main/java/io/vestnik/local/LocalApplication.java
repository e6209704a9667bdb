package io.vestnik.local;

import io.vestnik.local.database.Database;
import io.vestnik.local.database.DatabaseSettings;
import io.vestnik.local.farside.FarSideSettings;
import io.vestnik.local.farside.FarSides;
import io.vestnik.local.inbox.Inbox;
import io.vestnik.local.inbox.InboxSettings;
import java.time.Clock;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one neighbour, named on the command line, until this process is told to stop. */
public final class LocalApplication {
    private static final Logger log = LoggerFactory.getLogger(LocalApplication.class);

    private LocalApplication() {}

    /**
     * Ends with status 2 when the command or its settings are wrong, and with 1 when it failed.
     *
     * @param arguments {@code database}, {@code inbox} or {@code far-sides}
     */
    public static void main(String[] arguments) {
        try {
            run(String.join(" ", Arrays.asList(arguments)), new Environment(System.getenv()));
        } catch (IllegalArgumentException e) {
            log.error(e.getMessage());
            System.exit(2);
        } catch (Exception e) {
            log.error("Stopped: {}", e.getMessage(), e);
            System.exit(1);
        }
    }

    private static void run(String command, Environment environment) throws Exception {
        switch (command) {
            case "database" -> Database.start(databaseSettings(environment)).untilItEnds();
            case "inbox" -> Inbox.open(inboxSettings(environment), Clock.systemUTC());
            case "far-sides" -> FarSides.open(farSideSettings(environment), Clock.systemUTC());
            default ->
                    throw new IllegalArgumentException(
                            "Say database, inbox or far-sides, not \"%s\".".formatted(command));
        }
    }

    private static DatabaseSettings databaseSettings(Environment environment) {
        return new DatabaseSettings(
                environment.home().resolve("postgres"),
                environment.port("VESTNIK_DATABASE_PORT"),
                environment.text("VESTNIK_DATABASE_SUPERUSER_PASSWORD"),
                environment.text("VESTNIK_DATABASE_OWNER_PASSWORD"),
                environment.text("VESTNIK_DATABASE_BROKER_API_PASSWORD"),
                environment.text("VESTNIK_DATABASE_EMAIL_SENDER_PASSWORD"),
                environment.text("VESTNIK_DATABASE_TELEGRAM_SENDER_PASSWORD"),
                environment.text("VESTNIK_DATABASE_VK_SENDER_PASSWORD"));
    }

    private static FarSideSettings farSideSettings(Environment environment) {
        return new FarSideSettings(
                environment.home().resolve("far-sides"),
                environment.text("VESTNIK_FAR_SIDES_ADDRESS"),
                environment.port("VESTNIK_FAR_SIDES_PORT"),
                environment.port("VESTNIK_FAR_SIDES_TELEGRAM_PORT"),
                environment.port("VESTNIK_FAR_SIDES_VK_PORT"),
                environment.text("VESTNIK_TELEGRAM_TOKEN"),
                environment.text("VESTNIK_VK_TOKEN"));
    }

    private static InboxSettings inboxSettings(Environment environment) {
        return new InboxSettings(
                environment.home().resolve("inbox"),
                environment.port("VESTNIK_INBOX_PORT"),
                environment.port("VESTNIK_INBOX_SMTP_PORT"));
    }
}
