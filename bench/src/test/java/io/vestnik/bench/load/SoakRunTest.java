package io.vestnik.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vestnik.bench.load.Further.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakRunTest {
    @Test
    void theHeapInUseIsThatOfAllGenerationsAndNotOfTheClasses() {
        String said = Jcmd.run(ProcessHandle.current().pid(), "GC.heap_info");
        assertThat(SoakRun.heap(said)).as(said).isPositive();

        assertThat(
                        SoakRun.heap(
                                """
                                123:
                                 DefNew     total 78656K, used 1398K [0x1, 0x2, 0x3)
                                  eden space 69952K,   2% used [0x1, 0x2, 0x3)
                                 Tenured    total 174784K, used 40000K [0x1, 0x2, 0x3)
                                 Metaspace       used 72828K, committed 73600K, reserved 1114112K
                                """))
                .isEqualTo(41_398);
    }

    @Test
    void theSlopeIsThatOfTheLineThroughAllSamples() {
        List<Sample> samples = List.of(sample(0, 100), sample(60, 112), sample(120, 118));

        assertThat(SoakRun.slope(samples, Sample::residentMebibytes)).isCloseTo(0.15, within(1e-9));
        assertThat(SoakRun.slope(samples, Sample::threads)).isZero();
    }

    private static Sample sample(long second, double resident) {
        return new Sample(second, "broker-api", 50, resident, 90, 40);
    }
}
