package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerEngineTest {

    @Test
    void knocksAtTheSocketOfTheEngine(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("docker.sock");
        URI door = URI.create("unix://" + socket);
        assertThat(ContainerEngine.opens(door)).isFalse();

        try (var engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));

            assertThat(ContainerEngine.opens(door)).isTrue();
        }
        assertThat(ContainerEngine.opens(door)).as("nobody behind the file").isFalse();
    }

    @Test
    void knocksAtThePortOfTheEngine() throws Exception {
        URI door;
        try (var engine = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            door = URI.create("tcp://127.0.0.1:" + engine.getLocalPort());

            assertThat(ContainerEngine.opens(door)).isTrue();
        }
        assertThat(ContainerEngine.opens(door)).isFalse();
    }
}
