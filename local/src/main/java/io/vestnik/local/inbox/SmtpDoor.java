package io.vestnik.local.inbox;

import java.net.InetAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The SMTP port. While it is closed nothing listens there, and a client's connection is refused.
 */
final class SmtpDoor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SmtpDoor.class);
    private static final int MOST_BYTES = 50 * 1024 * 1024;
    private static final int MOST_CONNECTIONS = 200;

    private final int port;
    private final Mailbox mailbox;
    private @Nullable SMTPServer server;

    SmtpDoor(int port, Mailbox mailbox) {
        this.port = port;
        this.mailbox = mailbox;
    }

    /** Does nothing when it is open already. */
    synchronized void open() {
        if (server == null) {
            SMTPServer opened = newServer();
            opened.start();
            server = opened;
            log.info("Online: mail is taken on port {}.", port);
        }
    }

    /** Ends the connections that are open; does nothing when it is closed already. */
    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop();
            server = null;
            log.info("Offline: nothing listens on port {}.", port);
        }
    }

    synchronized boolean isOpen() {
        return server != null;
    }

    private SMTPServer newServer() {
        return SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("inbox.localhost")
                .softwareName("Vestnik inbox")
                .messageHandlerFactory(context -> new Reception(mailbox))
                .maxMessageSize(MOST_BYTES)
                .maxConnections(MOST_CONNECTIONS)
                // RFC 5321, 4.5.3.2.7: a client may think for five minutes.
                .connectionTimeout(5, TimeUnit.MINUTES)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }
}
