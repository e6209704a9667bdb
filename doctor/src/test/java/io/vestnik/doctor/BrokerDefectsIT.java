package io.vestnik.doctor;

import static io.vestnik.doctor.DoctorIT.isTheOnlyOne;
import static io.vestnik.doctor.DoctorIT.notOk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.Topology;
import io.vestnik.doctor.rabbit.RabbitChecks;
import io.vestnik.doctor.report.Finding;
import io.vestnik.doctor.report.Findings;
import io.vestnik.doctor.report.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each defect of the broker is found in its own line, and nowhere else. */
class BrokerDefectsIT {
    private HealthyInstallation installation;

    @BeforeEach
    void start() throws Exception {
        installation = new HealthyInstallation();
    }

    @AfterEach
    void stop() throws Exception {
        installation.close();
    }

    /** Breaks one thing. */
    @FunctionalInterface
    interface Defect {
        void in(HealthyInstallation installation) throws Exception;
    }

    private DoctorSettings settings() {
        return DoctorSettings.of(installation.environment());
    }

    private List<Finding> findings() {
        Findings findings = new Findings();
        new RabbitChecks(settings().rabbit()).examine(findings);
        return findings.all();
    }

    static Stream<Arguments> brokerDefects() {
        return Stream.of(
                defect(
                        "queue email.retry.1m",
                        Level.FAIL,
                        "is not there",
                        it -> it.rabbit.queueDelete("email.retry.1m")),
                defect(
                        "queue email.manual",
                        Level.FAIL,
                        "x-delivery-limit is missing",
                        it -> {
                            it.rabbit.queueDelete("email.manual");
                            it.declare("email.manual", Map.of("x-queue-type", "quorum"));
                            it.rabbit.queueBind("email.manual", Topology.MANUAL, "email.#");
                        }),
                defect(
                        "queue email.retry.10s",
                        Level.FAIL,
                        "x-dead-letter-strategy is missing",
                        it -> {
                            it.rabbit.queueDelete("email.retry.10s");
                            it.declare(
                                    "email.retry.10s",
                                    Map.of(
                                            "x-message-ttl",
                                            10_000,
                                            "x-dead-letter-exchange",
                                            Topology.SEND));
                            for (String end : List.of("", ".high", ".low")) {
                                it.rabbit.queueBind(
                                        "email.retry.10s", Topology.RETRY, "email.retry.10s" + end);
                            }
                        }),
                defect(
                        "exchanges",
                        Level.FAIL,
                        "vestnik.retry is not there",
                        it -> it.rabbit.exchangeDelete(Topology.RETRY)),
                defect(
                        "bindings",
                        Level.FAIL,
                        "missing: vestnik.send -email.send-> email.send",
                        it -> it.rabbit.queueUnbind("email.send", Topology.SEND, "email.send")),
                defect(
                        "bindings",
                        Level.WARN,
                        "not ours: vestnik.send -email.#-> email.send",
                        it -> it.rabbit.queueBind("email.send", Topology.SEND, "email.#")),
                defect(
                        "bindings",
                        Level.WARN,
                        "vestnik.send -#-> spy",
                        it -> {
                            it.declare("spy", Map.of());
                            it.rabbit.queueBind("spy", Topology.SEND, "#");
                        }),
                defect(
                        "policies",
                        Level.FAIL,
                        "[short] sets [max-length=10] on email.send",
                        it ->
                                it.management(
                                        "PUT",
                                        "policies/" + it.host.name() + "/short",
                                        """
                                        {"pattern":"send$","definition":{"max-length":10}}\
                                        """)),
                defect(
                        "policies",
                        Level.FAIL,
                        "message-ttl=5",
                        it ->
                                it.management(
                                        "PUT",
                                        "operator-policies/" + it.host.name() + "/quick",
                                        """
                                        {"pattern":"manual","definition":{"message-ttl":5000}}\
                                        """)),
                defect(
                        "old wait queues",
                        Level.WARN,
                        "email.retry.3h: 1",
                        it -> {
                            it.declare(
                                    "email.retry.3h",
                                    Topology.retryQueueArguments(Duration.ofHours(3)));
                            it.rabbit.basicPublish("", "email.retry.3h", null, new byte[1]);
                        }),
                defect(
                        "guest",
                        Level.FAIL,
                        "guest is there",
                        it ->
                                it.management(
                                        "PUT",
                                        "users/guest",
                                        """
                                        {"password":"%s","tags":""}\
                                        """
                                                .formatted(it.api.password()))));
    }

    static Stream<Arguments> rightsDefects() {
        return Stream.of(
                defect(
                        "api",
                        Level.FAIL,
                        "may not write the key email.send at vestnik.send, write the key email.send.high",
                        it -> permit(it, it.api.user(), "^vestnik\\\\..*", "^$", "manual$")),
                defect(
                        "email",
                        Level.WARN,
                        "may also",
                        it ->
                                permit(
                                        it,
                                        it.email.user(),
                                        "^(vestnik\\\\.(send|retry|manual)|email\\\\..*)$",
                                        "^(vestnik\\\\.(send|retry|manual)|email\\\\..*)$",
                                        ".*")),
                defect(
                        "api",
                        Level.WARN,
                        "may also write the key email.exhausted at vestnik.send",
                        it ->
                                it.management(
                                        "DELETE",
                                        "topic-permissions/%s/%s"
                                                .formatted(it.host.name(), it.api.user()),
                                        "")),
                defect(
                        "email",
                        Level.WARN,
                        "act as administrator",
                        it ->
                                it.management(
                                        "PUT",
                                        "users/" + it.email.user(),
                                        """
                                        {"password":"x","tags":"administrator"}\
                                        """)));
    }

    private static void permit(
            HealthyInstallation it, String user, String configure, String write, String read)
            throws Exception {
        it.management(
                "PUT",
                "permissions/%s/%s".formatted(it.host.name(), user),
                "{\"configure\":\"%s\",\"write\":\"%s\",\"read\":\"%s\"}"
                        .formatted(configure, write, read));
    }

    private static Arguments defect(String check, Level level, String words, Defect defect) {
        return Arguments.of(check, level, words, defect);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("brokerDefects")
    void aDefectOfTheBrokerIsFoundInItsOwnLine(
            String check, Level level, String words, Defect defect) throws Exception {
        try {
            defect.in(installation);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> isTheOnlyOne(findings(), check, level, words));
        } finally {
            if (check.equals("guest")) {
                installation.management("DELETE", "users/guest", "");
            }
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("rightsDefects")
    void wrongRightsOfAUserAreFoundInItsOwnLine(
            String user, Level level, String words, Defect defect) throws Exception {
        defect.in(installation);

        String name = (user.equals("api") ? installation.api : installation.email).user();
        isTheOnlyOne(findings(), "user " + name, level, words);
    }

    @Test
    void aChannelThatNobodyConsumesIsFoundUnlessItIsPaused() throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notOk(all())).isEmpty());
        installation.rabbit.close();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> isTheOnlyOne(all(), "consumers email", Level.FAIL, "none"));

        installation.sql("insert into channel_pause values ('email', 'hand', 'x', 'vst_x')");
        isTheOnlyOne(all(), "channel email", Level.WARN, "paused (hand)");
    }

    private List<Finding> all() {
        return new Examination(settings(), Clock.systemUTC()).examine().all();
    }
}
