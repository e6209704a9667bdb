package io.vestnik.testkit.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The bytes of one connection, and everything that a script can do to them. */
final class SmtpWire {
    private final Socket socket;
    private final CountDownLatch closed = new CountDownLatch(1);
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private boolean encrypted;

    SmtpWire(Socket socket) {
        this.socket = socket;
    }

    /** Thrown where the connection ends, by the script or by the client. */
    static final class Over extends IOException {
        private static final long serialVersionUID = 1L;
    }

    void open() throws IOException {
        use(socket);
    }

    void encrypt(SSLContext context) throws IOException {
        SSLSocket secure =
                (SSLSocket)
                        context.getSocketFactory().createSocket(socket, (InputStream) null, true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        use(secure);
        encrypted = true;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    private void use(Socket with) throws IOException {
        with.setTcpNoDelay(true);
        in = new BufferedInputStream(with.getInputStream());
        out = with.getOutputStream();
    }

    /** Ends the connection, whatever it is doing. */
    void close() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            // It is as closed as it can be.
        }
    }

    /** Does what the script says, or gives the usual answer where it says nothing. */
    void perform(@Nullable SmtpBehaviour behaviour, String usual)
            throws IOException, InterruptedException {
        switch (behaviour) {
            case null -> send(usual);
            case SmtpBehaviour.Answer answer -> send(answer.reply());
            case SmtpBehaviour.Drip drip -> drip(drip);
            case SmtpBehaviour.AnswerThen answer -> {
                send(answer.reply());
                perform(answer.next(), usual);
            }
            case SmtpBehaviour.TakeThen taking -> perform(taking.next(), usual);
            case SmtpBehaviour.Hang _ -> waitForTheClientToGo();
            case SmtpBehaviour.Close _ -> throw new Over();
            case SmtpBehaviour.Reset _ -> {
                socket.setSoLinger(true, 0);
                throw new Over();
            }
        }
    }

    /** Hangs without reading, so that the client's writes come to a stop as well. */
    void stopReading() throws IOException, InterruptedException {
        closed.await();
        throw new Over();
    }

    private void waitForTheClientToGo() throws IOException {
        while (in.read() >= 0) {
            // Whatever it says, until it goes.
        }
        throw new Over();
    }

    private void drip(SmtpBehaviour.Drip drip) throws IOException, InterruptedException {
        long pause = TimeUnit.SECONDS.toNanos(1) / drip.bytesPerSecond();
        for (byte one : (drip.reply() + "\r\n").getBytes(StandardCharsets.UTF_8)) {
            out.write(one);
            out.flush();
            if (closed.await(pause, TimeUnit.NANOSECONDS)) {
                throw new Over();
            }
        }
    }

    void send(String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A line without its CRLF; a lone CR or LF ends nothing, so nobody smuggles. */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        readLine(line);
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Reads up to the final dot; undoes the doubling of dots. */
    byte[] readMessage() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            line.reset();
            readLine(line);
            byte[] octets = line.toByteArray();
            boolean dotted = octets.length > 0 && octets[0] == '.';
            if (dotted && octets.length == 1) {
                return message.toByteArray();
            }
            int start = dotted ? 1 : 0;
            message.write(octets, start, octets.length - start);
            message.write('\r');
            message.write('\n');
        }
    }

    private void readLine(ByteArrayOutputStream line) throws IOException {
        int last = -1;
        int octet;
        while ((octet = in.read()) >= 0) {
            if (last == '\r' && octet == '\n') {
                return;
            }
            if (last >= 0) {
                line.write(last);
            }
            last = octet;
        }
        throw new Over();
    }

    void readFirstByte() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            throw new Over();
        }
        in.reset();
    }
}
