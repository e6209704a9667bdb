package io.vestnik.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One kept connection to the API, with as little of HTTP/1.1 as posting needs: on two processors
 * the load takes its CPU from what it measures.
 */
final class ApiConnection implements AutoCloseable {
    /** After which no answer is the answer. */
    private static final int PATIENCE_MILLIS = 30_000;

    private static final String ID = "\"id\":\"";
    private static final int UUID_LENGTH = 36;
    private static final int MAX_HEAD = 512;

    private final int port;
    private final String identity;
    private final String headers;
    private Socket socket;
    private OutputStream out;
    private WireReader in;
    private boolean isOver;

    ApiConnection(int port, String key) throws IOException {
        this.port = port;
        this.identity =
                " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
                        .formatted(port, key);
        this.headers = identity + "Content-Type: application/json\r\nContent-Length: ";
        this.socket = connect(port);
        this.out = socket.getOutputStream();
        this.in = new WireReader(socket.getInputStream(), () -> {});
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** After the server has said that it takes no more on the last one. */
    private void connectAgain() throws IOException {
        socket.close();
        socket = connect(port);
        out = socket.getOutputStream();
        in = new WireReader(socket.getInputStream(), () -> {});
        isOver = false;
    }

    /** An answer, as it is. */
    record Answer(int status, String body) {
        boolean isAccepted() {
            return status == 202;
        }

        /** Of the notifications that it names. */
        List<UUID> ids() {
            List<UUID> ids = new ArrayList<>(1);
            for (int at = body.indexOf(ID); at >= 0; at = body.indexOf(ID, at + ID.length())) {
                int begin = at + ID.length();
                ids.add(UUID.fromString(body.substring(begin, begin + UUID_LENGTH)));
            }
            return ids;
        }
    }

    /** Posts a body and reads the answer. */
    Answer post(String path, byte[] body) throws IOException {
        if (isOver) {
            connectAgain();
        }
        byte[] head = ("POST " + path + headers + body.length + "\r\n\r\n").getBytes(US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        out.write(request);
        return answer();
    }

    /** Gets something and reads the answer. */
    Answer get(String path) throws IOException {
        if (isOver) {
            connectAgain();
        }
        out.write(("GET " + path + identity + "\r\n").getBytes(US_ASCII));
        return answer();
    }

    private Answer answer() throws IOException {
        line();
        int status = Integer.parseInt(in.text("HTTP/1.1 ".length()).substring(0, 3));
        int length = 0;
        boolean chunked = false;
        for (line(); in.length() > 0; line()) {
            if (in.startsWith("content-length:")) {
                length = Integer.parseInt(in.text("content-length:".length()).strip());
            } else if (in.startsWith("transfer-encoding: chunked")) {
                chunked = true;
            } else if (in.startsWith("connection: close")) {
                isOver = true;
            }
        }
        return new Answer(status, chunked ? chunks() : in.block(length));
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder(MAX_HEAD);
        while (true) {
            line();
            int size = Integer.parseInt(in.text(0).strip(), 16);
            body.append(in.block(size));
            line();
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private void line() throws IOException {
        if (!in.nextLine()) {
            throw new IOException("The API has closed the connection");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
