package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** Whoever looks at the same time as we do. */
    static final class Elsewhere {
        private Elsewhere() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            System.out.println(FreePorts.find(1).getFirst());
        }
    }

    @Test
    void portsRestForAWhileBeforeTheyAreFoundAgain() {
        List<Integer> first = FreePorts.find(50);
        List<Integer> second = FreePorts.find(50);

        assertThat(first).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
    }

    @Test
    void anotherJvmFindsNoneOfThePortsThatThisOneMayFind() throws IOException {
        int ours = FreePorts.find(1).getFirst();

        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Elsewhere.class.getName())
                        .start();
        try (var words = other.inputReader()) {
            int theirs = Integer.parseInt(words.readLine());
            assertThat((theirs - 20_000) / 250).isNotEqualTo((ours - 20_000) / 250);
        }
    }
}
