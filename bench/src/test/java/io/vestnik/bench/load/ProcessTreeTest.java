package io.vestnik.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private static final String STAT =
            "77 (a (b) c) S 1 77 77 0 -1 4194304 1 2 3 4 50 6 700 8 20 0 9 0 1 2 3";

    @Test
    void timesAreFoundWhateverTheNameOfTheProgram() {
        assertThat(ProcessTree.ticks(STAT, 12)).isEqualTo(56);
        assertThat(ProcessTree.ticks(STAT, 14)).isEqualTo(764);
    }

    @Test
    void aProcessThatHasGoneHasUsedNothing() {
        assertThat(ProcessTree.ticks("", 14)).isZero();
    }

    @Test
    void aLiveOneHasMemory() {
        assertThat(new ProcessTree(ProcessHandle.current().pid()).residentMebibytes()).isPositive();
    }
}
