package io.vestnik.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.bench.load.Extra;
import io.vestnik.bench.load.Workload;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    @Test
    void withoutArgumentsItIsTheRunOfTheGoals() {
        BenchOptions options = BenchOptions.parse();

        Workload workload = options.workload();
        assertThat(workload.posts()).isEqualTo(50_000);
        assertThat(workload.rate()).isEqualTo(200);
        assertThat(workload.seconds()).isEqualTo(60);
        assertThat(workload.sender()).isEmpty();
        assertThat(workload.recordings()).isFalse();
        assertThat(options.json()).isEqualTo(Path.of("bench/target/bench.json"));
    }

    @Test
    void aQuickOneDoesLessOfEverythingButWhatIsChosen() {
        Workload workload = BenchOptions.parse("--posts", "7", "--quick").workload();

        assertThat(workload.posts()).isEqualTo(7);
        assertThat(workload.seconds()).isEqualTo(15);
        assertThat(workload.warmUp()).isLessThan(BenchOptions.parse().workload().warmUp());
    }

    @Test
    void everythingCanBeChosen() {
        BenchOptions options =
                BenchOptions.parse(
                        "--posts",
                        "1",
                        "--connections",
                        "2",
                        "--rate",
                        "3",
                        "--seconds",
                        "4",
                        "--smtp-connections",
                        "5",
                        "--json",
                        "other.json",
                        "--jfr");

        Workload workload = options.workload();
        assertThat(workload.posts()).isEqualTo(1);
        assertThat(workload.connections()).isEqualTo(2);
        assertThat(workload.rate()).isEqualTo(3);
        assertThat(workload.seconds()).isEqualTo(4);
        assertThat(workload.sender()).isEqualTo(Map.of("VESTNIK_SMTP_CONNECTIONS", "5"));
        assertThat(workload.recordings()).isTrue();
        assertThat(options.json()).isEqualTo(Path.of("other.json"));
    }

    @Test
    void aLongerRunIsChosenByItsNameAndKeepsItsFiguresApart() {
        assertThat(BenchOptions.parse().workload().extra()).isNull();
        assertThat(extra("--slow")).isEqualTo(new Extra.Slow());
        assertThat(extra("--two-senders")).isEqualTo(new Extra.TwoSenders());
        assertThat(extra("--grown", "1000000")).isEqualTo(new Extra.Grown(1_000_000));
        assertThat(extra("--soak", "30")).isEqualTo(new Extra.Soak(30));
        assertThat(extra("--overtake", "50000")).isEqualTo(new Extra.Overtake(50_000));
        assertThat(BenchOptions.parse("--two-senders").json())
                .isEqualTo(Path.of("bench/target/bench-two-senders.json"));
    }

    private static @Nullable Extra extra(String... arguments) {
        return BenchOptions.parse(arguments).workload().extra();
    }

    @Test
    void onlyOneLongerRunIsMadeAtATime() {
        assertThatThrownBy(() -> BenchOptions.parse("--slow", "--soak", "1"))
                .hasMessage(
                        "--grown, --slow, --two-senders, --soak and --overtake are one run each");
    }

    @Test
    void aWrongArgumentIsNamed() {
        assertThatThrownBy(() -> BenchOptions.parse("--fast")).hasMessage("--fast is unknown");
        assertThatThrownBy(() -> BenchOptions.parse("--rate")).hasMessage("--rate needs a value");
        assertThatThrownBy(() -> BenchOptions.parse("--posts", "0"))
                .hasMessage("--posts takes a number from 1 to 10000000, not 0");
        assertThatThrownBy(() -> BenchOptions.parse("--connections", "1001"))
                .hasMessage("--connections takes a number from 1 to 1000, not 1001");
        assertThatThrownBy(() -> BenchOptions.parse("--seconds", "x"))
                .hasMessage("--seconds takes a number from 1 to 86400, not x");
    }
}
