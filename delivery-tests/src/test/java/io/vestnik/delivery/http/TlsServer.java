package io.vestnik.delivery.http;

import io.vestnik.testkit.smtp.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Takes connections over TLS, one after the other, and does with each what it was told. */
final class TlsServer implements AutoCloseable {
    /**
     * What becomes of a connection whose handshake is done; below TLS it can be cut without a word.
     */
    interface Conduct {
        void with(SSLSocket tls, Socket connection) throws IOException;
    }

    private final SSLContext context;
    private final String protocol;
    private final Conduct conduct;
    private final ServerSocket server;

    TlsServer(TestCertificate certificate, String protocol, Conduct conduct) throws IOException {
        this.context = certificate.serverContext();
        this.protocol = protocol;
        this.conduct = conduct;
        this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                SSLSocket tls =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket(connection, null, connection.getPort(), true);
                tls.setUseClientMode(false);
                tls.setEnabledProtocols(new String[] {protocol});
                tls.startHandshake();
                conduct.with(tls, connection);
            } catch (IOException _) {
                // The client sees it, too; what it makes of it is what the tests look at.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
