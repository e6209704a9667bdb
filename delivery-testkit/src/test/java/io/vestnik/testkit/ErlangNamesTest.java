package io.vestnik.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asks as Erlang does. */
class ErlangNamesTest {
    private static final int PORT = 25_672;

    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final ErlangNames ann = new ErlangNames("ann", ports);
    private final ErlangNames bob = new ErlangNames("bob", ports);

    @AfterEach
    void close() {
        ann.close();
        bob.close();
    }

    private static Socket ask(ErlangNames names, byte[] request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), names.port());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(request.length);
        out.write(request);
        return socket;
    }

    private static Socket register(ErlangNames names, String name) throws IOException {
        byte[] head = {'x', (byte) (PORT >> 8), (byte) PORT, 77, 0, 0, 6, 0, 5, 0, 3};
        byte[] request = new byte[head.length + 5];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(name.getBytes(US_ASCII), 0, request, head.length, 3);
        Socket socket = ask(names, request);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertThat(in.readByte()).isEqualTo((byte) 'y');
        assertThat(in.readByte()).isZero();
        assertThat(in.readShort()).isPositive();
        return socket;
    }

    private static byte[] lookUp(ErlangNames names, String name) throws IOException {
        try (Socket socket = ask(names, ("z" + name).getBytes(US_ASCII))) {
            return socket.getInputStream().readAllBytes();
        }
    }

    private static int port(byte[] answer) {
        return Byte.toUnsignedInt(answer[2]) << 8 | Byte.toUnsignedInt(answer[3]);
    }

    @Test
    void aNodeFindsAnotherBehindALineThatCanBeBroken() throws IOException {
        try (Socket _ = register(bob, "bob")) {
            int found = port(lookUp(ann, "bob"));

            assertThat(found).isEqualTo(ann.lines().get("bob").port()).isNotEqualTo(PORT);
            assertThat(port(lookUp(bob, "bob"))).isEqualTo(PORT);
        }
    }

    @Test
    void aNodeThatHasGoneIsNotFound() throws IOException {
        register(bob, "bob").close();

        await().until(() -> lookUp(ann, "bob")[1] == 1);
    }

    @Test
    void allNamesAreTold() throws IOException {
        try (Socket _ = register(bob, "bob");
                Socket socket = ask(ann, new byte[] {'n'})) {
            byte[] answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, 4, answer.length - 4, US_ASCII))
                    .isEqualTo("name bob at port 25672\n");
        }
    }
}
