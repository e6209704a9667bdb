package io.vestnik.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The database goes away under a running API, and comes back. */
class DatabaseOutageIT {

    @Test
    void aRequestIsAnswered503WithinTwoSecondsAndLaterAgain202() throws IOException {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase();
                Door door = new Door(database.jdbcUrl())) {
            String url =
                    database.jdbcUrl().replaceFirst("//[^/]+/", "//127.0.0.1:" + door.port() + "/");
            try (RunningApi api =
                    RunningApi.startWithoutBroker(database, "spring.datasource.url=" + url)) {
                assertThat(post(api).status()).isEqualTo(202);

                door.shut();
                for (int i = 0; i < 5; i++) {
                    long start = System.nanoTime();
                    Answer answer = post(api);
                    assertThat(answer.status()).as(answer.response().body()).isEqualTo(503);
                    assertThat(answer.header("Retry-After")).isPresent();
                    assertThat(answer.isProblem()).isTrue();
                    assertThat(answer.response().body())
                            .doesNotContain("jdbc", "Hikari", "Exception");
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .isLessThan(Duration.ofMillis(2_500));
                }

                door.open();
                await().atMost(Duration.ofSeconds(10)).until(() -> post(api).status() == 202);
            }
        }
    }

    private static Answer post(RunningApi api) {
        return api.client().post(ApiClient.notification("ann@example.com"));
    }

    /** A way to the database that can be shut. */
    private static final class Door implements AutoCloseable {
        private final URI database;
        private final Set<Socket> through = ConcurrentHashMap.newKeySet();
        private final int port;
        private ServerSocket server;

        Door(String jdbcUrl) throws IOException {
            database = URI.create(jdbcUrl.substring("jdbc:".length()));
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            port = server.getLocalPort();
            letThrough(server);
        }

        int port() {
            return port;
        }

        private void letThrough(ServerSocket door) {
            Thread.startVirtualThread(() -> {
                while (!door.isClosed()) {
                    try {
                        Socket in = door.accept();
                        Socket out = new Socket(database.getHost(), database.getPort());
                        through.add(in);
                        through.add(out);
                        Thread.startVirtualThread(() -> copy(in, out));
                        Thread.startVirtualThread(() -> copy(out, in));
                    } catch (IOException shut) {
                        return;
                    }
                }
            });
        }

        private static void copy(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException closed) {
                // Both ends are closed now.
            }
        }

        void shut() throws IOException {
            server.close();
            for (Socket socket : through) {
                socket.close();
            }
            through.clear();
        }

        void open() throws IOException {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            letThrough(server);
        }

        @Override
        public void close() throws IOException {
            shut();
        }
    }
}
