package io.vestnik.doctor.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vestnik.doctor.report.Finding;
import io.vestnik.doctor.report.Findings;
import io.vestnik.doctor.report.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** States of a node that no test can bring about without a broker of its own; told in its words. */
class NodeChecksTest {
    private static final String HEALTHY =
            """
            [{"name":"a","running":true,"mem_alarm":false,"disk_free_alarm":false,\
            "disk_free_limit":512000000,"partitions":[]}]\
            """;

    @ParameterizedTest
    @CsvSource({
        "3.9.29, FAIL",
        "3.10.8, OK",
        "3.13.7, OK",
        "4.0.5, WARN",
        "4.3.4, WARN",
        "4.3.5, OK",
        "4.4.0, OK",
        "5.0.0, OK",
        "nightly, NOTE"
    })
    void aVersionIsFitOrNot(String version, Level level) throws Exception {
        assertThat(findings(version, HEALTHY))
                .filteredOn(finding -> finding.check().equals("RabbitMQ version"))
                .extracting(Finding::level)
                .containsExactly(level);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"mem_alarm\":false', '\"mem_alarm\":true', memory alarm, FAIL",
        "'\"disk_free_alarm\":false', '\"disk_free_alarm\":true', disk alarm, FAIL",
        "512000000, 50000000, disk limit, WARN",
        "'\"partitions\":[]', '\"partitions\":[\"b\"]', nodes, FAIL",
        "'\"running\":true', '\"running\":false', nodes, WARN"
    })
    void aNodeInTroubleIsFoundInItsOwnLine(
            String healthy, String trouble, String check, Level level) throws Exception {
        assertThat(notOk(HEALTHY)).isEmpty();

        assertThat(notOk(HEALTHY.replace(healthy, trouble)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo(check);
                    assertThat(finding.level()).isEqualTo(level);
                });
    }

    private static List<Finding> notOk(String nodes) throws Exception {
        return findings("3.10.8", nodes).stream()
                .filter(finding -> finding.level() != Level.OK)
                .toList();
    }

    private static List<Finding> findings(String version, String nodes) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/nodes",
                exchange -> {
                    byte[] body = nodes.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            var settings =
                    new RabbitSettings(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                            "u",
                            "p",
                            "v",
                            "a",
                            Map.of(),
                            List.of(),
                            "1800000",
                            "30000");
            var findings = new Findings();
            new NodeChecks(settings, new Management(settings))
                    .examine(
                            findings,
                            JsonMapper.builder()
                                    .build()
                                    .readTree("{\"rabbitmq_version\":\"" + version + "\"}"));
            return findings.all();
        } finally {
            server.stop(0);
        }
    }
}
