package io.vestnik.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What bare SMTP can do: a client that pipelines, with ready-made mails and nothing else to do. */
final class SmtpFlood {
    private static final byte[] ENVELOPE =
            "MAIL FROM:<shop@example.com>\r\nRCPT TO:<ann@example.com>\r\nDATA\r\n"
                    .getBytes(US_ASCII);
    private static final byte[] MAIL =
            ("From: shop@example.com\r\nTo: ann@example.com\r\nSubject: Your order\r\n\r\n"
                            + Letters.text(0)
                            + "\r\n.\r\n")
                    .getBytes(US_ASCII);

    private final int port;
    private final int connections;
    private final CpuClock cpu;

    /** Over so many connections at once. */
    SmtpFlood(int port, int connections, CpuClock cpu) {
        this.port = port;
        this.connections = connections;
        this.cpu = cpu;
    }

    /**
     * Sends so many mails.
     *
     * @return mails per second
     */
    double run(int mails) {
        var failures = new ConcurrentLinkedQueue<IOException>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(cpu.thread("flood", () -> converse(mails / connections, failures)));
        }
        long begin = System.nanoTime();
        Threads.runAll(threads);
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.peek());
        }
        return mails / connections * connections / ((System.nanoTime() - begin) / 1e9);
    }

    private void converse(int mails, ConcurrentLinkedQueue<IOException> failures) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            WireReader in = new WireReader(socket.getInputStream(), () -> {});
            expect(in, "220");
            out.write("EHLO flood\r\n".getBytes(US_ASCII));
            expect(in, "250 ");
            for (int i = 0; i < mails; i++) {
                out.write(ENVELOPE);
                expect(in, "250");
                expect(in, "250");
                expect(in, "354");
                out.write(MAIL);
                expect(in, "250");
            }
            out.write("QUIT\r\n".getBytes(US_ASCII));
            expect(in, "221");
        } catch (IOException e) {
            failures.add(e);
        }
    }

    /** Skips the earlier lines of a reply of several. */
    private static void expect(WireReader in, String code) throws IOException {
        do {
            if (!in.nextLine() || !in.startsWith(code.substring(0, 3))) {
                throw new IOException("Instead of " + code + ": " + in.text(0));
            }
        } while (in.byteAt(3) == '-');
    }
}
