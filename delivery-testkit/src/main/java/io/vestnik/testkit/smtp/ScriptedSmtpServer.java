package io.vestnik.testkit.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server on a free port of 127.0.0.1 that takes every message, unless a script tells it to
 * refuse, hang, drip, cut, or talk nonsense at some step.
 *
 * <p>
 *
 * {@snippet :
 * try (var relay = ScriptedSmtpServer.start()) {
 *     relay.on(SmtpStep.RCPT, SmtpBehaviour.answer("550 5.1.1 User unknown"));
 *     relay.once(SmtpStep.DOT, SmtpBehaviour.takeThen(SmtpBehaviour.reset()));
 * }
 * }
 */
public final class ScriptedSmtpServer implements AutoCloseable {
    private final SmtpOffer offer;
    private final Map<SmtpStep, SmtpBehaviour> always = new ConcurrentHashMap<>();
    private final Map<SmtpStep, Queue<SmtpBehaviour>> once = new ConcurrentHashMap<>();
    private final Queue<ReceivedCommand> commands = new ConcurrentLinkedQueue<>();
    private final Map<Integer, ReceivedMail> mails = new ConcurrentSkipListMap<>();
    private final AtomicInteger mailCount = new AtomicInteger();
    private final AtomicInteger connectionCount = new AtomicInteger();
    private final Set<SmtpSession> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;
    private @Nullable Thread acceptor;

    private ScriptedSmtpServer(SmtpOffer offer) {
        this.offer = offer;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    /** Starts a server without TLS and AUTH. */
    public static ScriptedSmtpServer start() {
        return start(SmtpOffer.plain());
    }

    /** Starts a server that offers these extensions. */
    public static ScriptedSmtpServer start(SmtpOffer offer) {
        return new ScriptedSmtpServer(offer);
    }

    /** The port, which stays the same for the life of the server. */
    public int port() {
        return port;
    }

    /** From now on, does this whenever the step is reached. */
    public void on(SmtpStep step, SmtpBehaviour behaviour) {
        always.put(step, behaviour);
    }

    /** Does this the next time the step is reached; several of them are done in their order. */
    public void once(SmtpStep step, SmtpBehaviour behaviour) {
        once.computeIfAbsent(step, _ -> new ConcurrentLinkedQueue<>()).add(behaviour);
    }

    /** Behaves well again at every step. */
    public void behaveWell() {
        always.clear();
        once.clear();
    }

    /** Messages whose final dot arrived, in their order, taken or not. */
    public List<ReceivedMail> mails() {
        return List.copyOf(mails.values());
    }

    /** Messages that the server has now, whether the client was told or not. */
    public List<ReceivedMail> keptMails() {
        return mails.values().stream().filter(ReceivedMail::kept).toList();
    }

    /** Every command line so far, over all connections. */
    public List<ReceivedCommand> commands() {
        return List.copyOf(commands);
    }

    /** Every command line so far, without its connection. */
    public List<String> lines() {
        return commands.stream().map(ReceivedCommand::line).toList();
    }

    /** Connections that were ever opened. */
    public int connections() {
        return connectionCount.get();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Cuts every connection and refuses new ones. */
    public synchronized void refuseConnections() {
        closeListener();
        dropConnections();
    }

    /** Takes connections again, on the same port. */
    public synchronized void acceptConnections() {
        if (listener.isClosed()) {
            listener = listen(port);
        }
    }

    /** Closes every open connection, as a server does with idle ones. */
    public void dropConnections() {
        open.forEach(SmtpSession::close);
    }

    @Override
    public synchronized void close() {
        refuseConnections();
    }

    private ServerSocket listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            // A restart on the same port must not wait for what the old connections left behind.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 200);
            // On a virtual thread the first session's class may never be loaded, with few
            // processors:
            // whoever loads a class holds its carrier.
            acceptor =
                    Thread.ofPlatform()
                            .daemon()
                            .name("smtp-acceptor")
                            .start(() -> takeConnections(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeConnections(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                var session =
                        new SmtpSession(this, offer, socket, connectionCount.incrementAndGet());
                open.add(session);
                if (from.isClosed()) {
                    session.close();
                }
                Thread.ofVirtual().name("smtp-session").start(session);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void closeListener() {
        try {
            listener.close();
            if (acceptor != null) {
                // The port takes connections until nobody waits for them any more.
                acceptor.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Nullable SmtpBehaviour scripted(SmtpStep step) {
        Queue<SmtpBehaviour> next = once.get(step);
        SmtpBehaviour behaviour = next == null ? null : next.poll();
        return behaviour == null ? always.get(step) : behaviour;
    }

    void received(ReceivedCommand command) {
        commands.add(command);
    }

    int received(ReceivedMail mail) {
        int number = mailCount.incrementAndGet();
        mails.put(number, mail);
        return number;
    }

    void answerWasLost(int mail) {
        mails.computeIfPresent(mail, (_, received) -> received.unanswered());
    }

    void ended(SmtpSession session) {
        open.remove(session);
    }
}
