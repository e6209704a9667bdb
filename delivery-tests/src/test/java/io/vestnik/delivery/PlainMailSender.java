package io.vestnik.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vestnik.contract.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** The smallest channel that speaks SMTP: ASCII only, and a connection for each mail. */
record PlainMailSender(String host, int port, Duration patience) implements ChannelSender {

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Outcome send(Delivery delivery, Handover handover) {
        boolean reached = false;
        boolean handedOver = false;
        try (Dialogue relay = new Dialogue(new Socket())) {
            relay.open(new InetSocketAddress(host, port), (int) patience.toMillis());
            relay.ask("EHLO sender.example");
            reached = true;
            relay.ask("MAIL FROM:<shop@example.com>");
            relay.ask("RCPT TO:<" + delivery.recipient() + ">");
            relay.ask("DATA");
            relay.say(mail(delivery));
            handover.begin();
            handedOver = true;
            return new Outcome.Accepted(Reply.of(relay.ask(".")));
        } catch (Negative answer) {
            return new Outcome.Deferred(Reply.of(answer.getMessage()));
        } catch (IOException lost) {
            Reply reply = Reply.of(lost.toString());
            return handedOver ? new Outcome.Uncertain(reply) : notTaken(reply, reached);
        }
    }

    private static Outcome notTaken(Reply reply, boolean reached) {
        return reached ? new Outcome.Deferred(reply) : Outcome.Deferred.unreachable(reply);
    }

    private static String mail(Delivery delivery) {
        return """
        Message-ID: <%s@example.com>
        X-Vestnik-Id: %s
        To: %s
        Subject: %s
        Content-Type: text/plain; charset=utf-8

        %s\
        """
                .formatted(
                        delivery.id(),
                        delivery.id(),
                        delivery.recipient(),
                        delivery.content().subject(),
                        delivery.content().text())
                .replace("\n", "\r\n");
    }

    /** The relay said no. */
    private static final class Negative extends IOException {
        private static final long serialVersionUID = 1L;

        Negative(String answer) {
            super(answer);
        }
    }

    private record Dialogue(Socket socket) implements AutoCloseable {
        void open(InetSocketAddress relay, int millis) throws IOException {
            socket.connect(relay, millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            hear();
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write((text + "\r\n").getBytes(UTF_8));
        }

        String ask(String command) throws IOException {
            say(command);
            return hear();
        }

        private String hear() throws IOException {
            String line;
            do {
                line = line();
            } while (line.startsWith("-", 3));
            if (line.charAt(0) > '3') {
                throw new Negative(line);
            }
            return line;
        }

        /** Reads no byte beyond the line: there is no buffer to keep it in. */
        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = socket.getInputStream().read();
                    octet != '\n';
                    octet = socket.getInputStream().read()) {
                if (octet < 0) {
                    throw new IOException("The relay closed the connection");
                }
                line.append((char) octet);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
