package io.vestnik.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmtpSinkTest {
    @Test
    void everyMailOfManyConnectionsIsCounted() {
        CpuClock cpu = new CpuClock();
        try (SmtpSink sink = SmtpSink.start()) {
            double perSecond = new SmtpFlood(sink.port(), 4, cpu).run(400);

            assertThat(sink.arrivals().total()).isEqualTo(400);
            assertThat(perSecond).isPositive();
            assertThat(cpu.millis()).isPositive();
        }
    }
}
