package io.vestnik.doctor;

import io.vestnik.contract.Channel;
import io.vestnik.doctor.postgres.DatabaseChecks;
import io.vestnik.doctor.rabbit.RabbitChecks;
import io.vestnik.doctor.report.Findings;
import io.vestnik.doctor.service.ServiceChecks;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Makes every check once, whatever is down. */
final class Examination {
    private final DoctorSettings settings;
    private final Clock clock;

    Examination(DoctorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Findings examine() {
        Findings findings = new Findings();
        Map<Channel, Integer> consumers = new RabbitChecks(settings.rabbit()).examine(findings);
        List<String> paused = new DatabaseChecks(settings.database(), clock).examine(findings);
        new ServiceChecks(settings.services()).examine(findings, consumers, paused);
        return findings;
    }
}
