package io.vestnik.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.testcontainers.DockerClientFactory;

/**
 * Says whether containers can be run here. Testcontainers alone would need a second for a "no" and
 * log an error that frightens whoever has no Docker, so the door is tried before it is asked.
 */
final class ContainerEngine {
    private static final int DOOR_TIMEOUT_MS = 1_000;
    private static final String USUAL_DOOR = "unix:///var/run/docker.sock";

    private ContainerEngine() {}

    /** Whether a Docker engine answers at DOCKER_HOST or, without it, at the usual socket. */
    static boolean answers() {
        URI door = URI.create(System.getenv().getOrDefault("DOCKER_HOST", USUAL_DOOR));
        return opens(door) && DockerClientFactory.instance().isDockerAvailable();
    }

    static boolean opens(URI door) {
        try {
            if ("unix".equals(door.getScheme())) {
                SocketChannel.open(UnixDomainSocketAddress.of(door.getPath())).close();
            } else {
                knock(new InetSocketAddress(door.getHost(), door.getPort()));
            }
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static void knock(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, DOOR_TIMEOUT_MS);
        }
    }
}
