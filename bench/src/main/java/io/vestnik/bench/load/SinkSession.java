package io.vestnik.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One SMTP dialogue in which every mail is taken. Replies leave together when nothing more has been
 * read, so that a client that pipelines gets them in one packet.
 */
final class SinkSession {
    private static final int UUID_LENGTH = 36;
    private static final byte[] OK = reply("250 2.0.0 OK");

    private final WireReader in;
    private final OutputStream out;
    private final Arrivals arrivals;
    private final Temper temper;
    private boolean hasSaid;

    SinkSession(InputStream in, OutputStream out, Arrivals arrivals, Temper temper) {
        this.out = new BufferedOutputStream(out, 4096);
        this.in = new WireReader(in, this::flush);
        this.arrivals = arrivals;
        this.temper = temper;
    }

    /** Nothing that was not said is late. */
    private void flush() throws IOException {
        if (hasSaid) {
            temper.beforeReply();
            out.flush();
            hasSaid = false;
        }
    }

    /** Returns when the client has gone. */
    void run() throws IOException {
        say("220 sink ESMTP");
        while (in.nextLine()) {
            if (in.startsWith("quit")) {
                say("221 2.0.0 Bye");
                flush();
                return;
            }
            answer();
        }
    }

    private void answer() throws IOException {
        if (in.startsWith("data")) {
            say("354 Go ahead");
            takeMail();
        } else if (in.startsWith("ehlo")) {
            say("250-sink\r\n250-PIPELINING\r\n250-SIZE 35882577\r\n250-8BITMIME\r\n250 SMTPUTF8");
        } else if (isKnown()) {
            ok();
        } else {
            say("502 5.5.2 Unknown command");
        }
    }

    private boolean isKnown() {
        return in.startsWith("mail from:")
                || in.startsWith("rcpt to:")
                || in.startsWith("rset")
                || in.startsWith("noop")
                || in.startsWith("helo");
    }

    private void takeMail() throws IOException {
        UUID id = null;
        boolean inHeader = true;
        while (in.nextLine()) {
            if (in.length() == 1 && in.byteAt(0) == '.') {
                temper.awaitSpeech();
                ok();
                arrivals.took(id, System.nanoTime());
                return;
            }
            inHeader = inHeader && in.length() > 0;
            if (inHeader && id == null) {
                id = id();
            }
        }
        throw new IOException("The connection ended within a mail");
    }

    /** Of the notification, when the present line names it. */
    private @Nullable UUID id() {
        if (in.startsWith("x-vestnik-id:")) {
            return uuid(in.text("x-vestnik-id:".length()).strip());
        }
        if (in.startsWith("message-id:")) {
            return uuid(in.text("message-id:".length()).replace('<', ' ').strip());
        }
        return null;
    }

    private static @Nullable UUID uuid(String text) {
        if (text.length() < UUID_LENGTH) {
            return null;
        }
        try {
            return UUID.fromString(text.substring(0, UUID_LENGTH));
        } catch (IllegalArgumentException other) {
            return null;
        }
    }

    private void ok() throws IOException {
        out.write(OK);
        hasSaid = true;
    }

    private void say(String words) throws IOException {
        out.write(reply(words));
        hasSaid = true;
    }

    private static byte[] reply(String words) {
        return (words + "\r\n").getBytes(US_ASCII);
    }
}
