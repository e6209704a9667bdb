package io.vestnik.doctor;

import io.vestnik.doctor.postgres.DatabaseChecks;
import io.vestnik.doctor.rabbit.RabbitChecks;
import io.vestnik.doctor.report.Findings;
import io.vestnik.doctor.service.ServiceChecks;
import java.time.Clock;
import java.util.List;

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
        RabbitChecks rabbit = new RabbitChecks(settings.rabbit());
        rabbit.examine(findings);
        List<String> paused = new DatabaseChecks(settings.database(), clock).examine(findings);
        new ServiceChecks(settings.services()).examine(findings, rabbit.consumers(), paused);
        return findings;
    }
}
