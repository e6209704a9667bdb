package io.vestnik.api.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** A file is posted again at the moment in which it is deleted because nobody carries it. */
class FileRaceIT {
    private final ApiWorld world = ApiWorld.shared();
    private final OldRows rows = new OldRows(world.sql);
    private final UnusedFiles files = world.api.bean(UnusedFiles.class);
    private final TransactionTemplate transaction = world.api.bean(TransactionTemplate.class);
    private final String bytes = "file " + UUID.randomUUID();
    private final String digest = digest(bytes);

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer post() {
        return world.client.post(
                """
                {"channel":"email","recipient":"ann@example.com","subject":"Hello","text":"See file",
                "attachments":[{"name":"a.txt","contentType":"text/plain","contentBase64":"%s"}]}\
                """
                        .formatted(Base64.getEncoder().encodeToString(bytes.getBytes(UTF_8))));
    }

    @Test
    void whoPostsWhileItIsBeingDeletedStoresItAgain() {
        rows.file(digest, bytes);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> post =
                    transaction.execute(_ -> {
                        deleteUnused();
                        Future<Answer> waiting = callers.submit(this::post);
                        awaitBlocked();
                        return waiting;
                    });

            isAcceptedWithItsFile(post);
        }
    }

    @Test
    void whoseReferenceCannotBeSeenYetKeepsIt() throws Exception {
        rows.file(digest, bytes);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = world.database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("lock table notification_attachment in share mode");
            }
            Future<Answer> post = callers.submit(this::post);
            awaitBlocked();
            transaction.executeWithoutResult(_ -> deleteUnused());
            assertThat(rows.count("attachment where sha256", digest)).isEqualTo(1);
            other.rollback();

            isAcceptedWithItsFile(post);
        }
    }

    private void deleteUnused() {
        String after = UnusedFiles.NONE;
        while (after != null) {
            after = files.delete(after, 100).last();
        }
    }

    private void awaitBlocked() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        world.sql
                                        .sql(
                                                """
                                                select count(*) from pg_stat_activity
                                                where datname = current_database()
                                                    and wait_event_type = 'Lock'
                                                """)
                                        .query(Long.class)
                                        .single()
                                > 0);
    }

    private void isAcceptedWithItsFile(Future<Answer> post) {
        Awaitility.await().until(post::isDone);
        Answer answer = post.resultNow();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(rows.count("attachment where sha256", digest)).isEqualTo(1);
        assertThat(
                        rows.count(
                                "notification_attachment where notification_id",
                                UUID.fromString(answer.id())))
                .isEqualTo(1);
    }
}
