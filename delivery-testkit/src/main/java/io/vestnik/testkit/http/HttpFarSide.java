package io.vestnik.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vestnik.testkit.FarSide;
import io.vestnik.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A far side that speaks HTTP on a port of 127.0.0.1, and plays the part it is given: what its
 * protocol is, a subclass says.
 */
public abstract class HttpFarSide implements FarSide, AutoCloseable {
    private enum Part {
        ACCEPT,
        DEFER,
        REFUSE,
        HANG_BEFORE,
        CUT_AFTER,
        HANG_AFTER
    }

    private record Role(Part part, String words, CountDownLatch over) {}

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<HttpAnswer> script = new ConcurrentLinkedQueue<>();
    private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
    private final InetAddress host;
    private final int port;
    private volatile Role role = new Role(Part.ACCEPT, "", new CountDownLatch(1));
    private volatile Weather weather = Weather.FINE;
    private @Nullable HttpServer server;

    /**
     * Not open before {@link #beReachable}: a subclass opens it when it is complete.
     *
     * @param where with port 0, on a free one
     */
    protected HttpFarSide(InetSocketAddress where) {
        this.host = where.getAddress();
        this.port = where.getPort() == 0 ? FreePorts.find(1).getFirst() : where.getPort();
    }

    /** On this machine only. */
    static InetSocketAddress here(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where it is, or would be while nobody can reach it. */
    public final int port() {
        return port;
    }

    /** Where it is, without a slash at its end. */
    public final URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Answers the next calls with these, and takes nothing meanwhile. */
    public final void answerNext(HttpAnswer... answers) {
        script.addAll(List.of(answers));
    }

    /** What goes wrong by chance from now on. */
    public final void weather(Weather next) {
        weather = next;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            // Kept connections would be broken at the next change of the part.
            exchange.getResponseHeaders().set("Connection", "close");
            HttpCall call = HttpCall.read(exchange);
            HttpAnswer answer = admit(call) ? answer(call) : limited();
            if (answer != null) {
                write(exchange, answer);
            }
        }
    }

    private @Nullable HttpAnswer answer(HttpCall call) {
        return isMessage(call) ? play(call, role) : answerQuestion(call);
    }

    private static void write(HttpExchange exchange, HttpAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** Null when the connection is to be cut. */
    private @Nullable HttpAnswer play(HttpCall call, Role now) {
        HttpAnswer scripted = script.poll();
        if (scripted != null) {
            return scripted;
        }
        return switch (now.part) {
            case ACCEPT -> byChance(call);
            case DEFER -> deferral(now.words);
            case REFUSE -> refusal(now.words);
            case HANG_BEFORE -> hang(now);
            case CUT_AFTER -> cutAfter(call);
            case HANG_AFTER -> {
                cutAfter(call);
                yield hang(now);
            }
        };
    }

    private @Nullable HttpAnswer byChance(HttpCall call) {
        return switch (weather.fate(ThreadLocalRandom.current().nextInt(100))) {
            case TAKEN -> take(call);
            case LIMITED -> limited();
            case BROKEN -> new HttpAnswer(502, "<html>502 Bad Gateway</html>");
            case CUT_BEFORE -> null;
            case CUT_AFTER -> cutAfter(call);
        };
    }

    private @Nullable HttpAnswer cutAfter(HttpCall call) {
        HttpAnswer unsaid = take(call);
        // Who is refused is told so: only what was taken can be taken without a word.
        return wasTaken(unsaid) ? null : unsaid;
    }

    private static @Nullable HttpAnswer hang(Role now) {
        try {
            now.over.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** Counts a call, whatever becomes of it; false when it is one too many. */
    abstract boolean admit(HttpCall call);

    /** Whether a call brings a message; what else there is, is answered in every part. */
    abstract boolean isMessage(HttpCall call);

    abstract HttpAnswer answerQuestion(HttpCall call);

    /** Takes a message, or says why not. */
    abstract HttpAnswer take(HttpCall call);

    abstract boolean wasTaken(HttpAnswer answer);

    abstract HttpAnswer deferral(String words);

    abstract HttpAnswer refusal(String words);

    abstract HttpAnswer limited();

    final void note(Arrival arrival) {
        arrived.add(arrival);
    }

    private synchronized void become(Part part, String words) {
        CountDownLatch over = role.over;
        role = new Role(part, words, new CountDownLatch(1));
        over.countDown();
        beReachable();
    }

    /** Open, in the part it has. */
    public final synchronized void beReachable() {
        if (server == null) {
            server = listen();
        }
    }

    private HttpServer listen() {
        try {
            HttpServer open = HttpServer.create(new InetSocketAddress(host, port), 0);
            open.setExecutor(threads);
            open.createContext("/", this::serve);
            open.start();
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " of 127.0.0.1", e);
        }
    }

    /** Whether somebody listens. */
    public final synchronized boolean isReachable() {
        return server != null;
    }

    @Override
    public final void accept() {
        become(Part.ACCEPT, "");
    }

    @Override
    public final void defer(String words) {
        become(Part.DEFER, words);
    }

    @Override
    public final void refuse(String words) {
        become(Part.REFUSE, words);
    }

    @Override
    public final void hangBeforeHandover() {
        become(Part.HANG_BEFORE, "");
    }

    @Override
    public final void cutAfterHandover() {
        become(Part.CUT_AFTER, "");
    }

    @Override
    public final void hangAfterHandover() {
        become(Part.HANG_AFTER, "");
    }

    @Override
    public final synchronized void beUnreachable() {
        role.over.countDown();
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public final List<Arrival> arrived() {
        return List.copyOf(arrived);
    }

    @Override
    public final void close() {
        beUnreachable();
        threads.shutdownNow();
    }
}
