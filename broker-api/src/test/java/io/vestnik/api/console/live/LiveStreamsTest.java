package io.vestnik.api.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams end when there is nothing more to tell. */
class LiveStreamsTest {
    private final LiveStreams streams = new LiveStreams();

    @Test
    void aStreamAboutWhatIsThereNoMoreEndsAndLeavesItsPlace() {
        List<SseEmitter> all =
                IntStream.range(0, 200)
                        .mapToObj(_ -> streams.open(LiveStreamsTest::gone, ""))
                        .toList();
        assertThatThrownBy(() -> streams.open(LiveStreamsTest::gone, ""))
                .isInstanceOf(ProblemException.class);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> all.stream().allMatch(LiveStreamsTest::isOver));
        assertThatCode(() -> streams.open(LiveStreamsTest::gone, "")).doesNotThrowAnyException();
        streams.close();
    }

    @Test
    void aPageHearsNothingWhileNobodyKnowsWhatItShows() throws InterruptedException {
        var isThere = new AtomicBoolean(true);
        var heard = new Heard();
        streams.begin(
                heard,
                () -> {
                    if (isThere.get()) {
                        return 1;
                    }
                    throw new DataAccessResourceFailureException("The database is away");
                },
                LiveStreams.mark(1));

        assertThat(heard.next()).contains("event:alive");
        isThere.set(false);
        assertThat(heard.next()).startsWith(":").doesNotContain("event");
        isThere.set(true);
        assertThat(heard.next()).contains("event:alive");
        streams.close();
    }

    /** What a page gets. */
    private static final class Heard extends SseEmitter {
        private final BlockingQueue<String> signs = new LinkedBlockingQueue<>();

        @Override
        public void send(SseEventBuilder sign) {
            signs.add(
                    sign.build().stream()
                            .map(part -> String.valueOf(part.getData()))
                            .collect(Collectors.joining()));
        }

        String next() throws InterruptedException {
            return String.valueOf(signs.poll(20, TimeUnit.SECONDS));
        }
    }

    private static Object gone() {
        throw ProblemException.noSuchNotification();
    }

    private static boolean isOver(SseEmitter stream) {
        try {
            stream.send("");
            return false;
        } catch (IllegalStateException over) {
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
