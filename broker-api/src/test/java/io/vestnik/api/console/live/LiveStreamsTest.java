package io.vestnik.api.console.live;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
