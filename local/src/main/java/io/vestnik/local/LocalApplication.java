package io.vestnik.local;

import io.vestnik.local.database.Database;
import io.vestnik.local.database.DatabaseSettings;
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
     * @param arguments {@code database} or {@code inbox}
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
            default ->
                    throw new IllegalArgumentException(
                            "Say either database or inbox, not \"%s\".".formatted(command));
        }
    }

    private static DatabaseSettings databaseSettings(Environment environment) {
        return new DatabaseSettings(
                environment.home().resolve("postgres"),
                environment.port("VESTNIK_DATABASE_PORT"),
                environment.text("VESTNIK_DATABASE_SUPERUSER_PASSWORD"),
                environment.text("VESTNIK_DATABASE_OWNER_PASSWORD"),
                environment.text("VESTNIK_DATABASE_BROKER_API_PASSWORD"),
                environment.text("VESTNIK_DATABASE_EMAIL_SENDER_PASSWORD"));
    }

    private static InboxSettings inboxSettings(Environment environment) {
        return new InboxSettings(
                environment.home().resolve("inbox"),
                environment.port("VESTNIK_INBOX_PORT"),
                environment.port("VESTNIK_INBOX_SMTP_PORT"));
    }
}
