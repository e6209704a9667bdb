package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Holds the compose file of the cluster to what one of each is run with. */
class ClusterFileTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path FOLDER = ROOT.resolve("deploy/cluster");
    private static final Map<String, Map<String, Object>> SERVICES =
            services(FOLDER.resolve("docker-compose.yml"));
    private static final Map<String, Map<String, Object>> SINGLE =
            services(ROOT.resolve("docker-compose.yml"));
    private static final List<String> NODES = List.of("rabbitmq-1", "rabbitmq-2", "rabbitmq-3");

    @ParameterizedTest
    @ValueSource(strings = {"broker-api", "email-sender"})
    void aServiceGetsTheVariablesThatItGetsAlone(String service) {
        assertThat(environment(SERVICES, service).keySet())
                .isEqualTo(environment(SINGLE, service).keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-api", "email-sender"})
    void thereAreSeveralOfEachServiceAndEachKnowsAllItsNeighbours(String service) {
        Map<String, String> environment = environment(SERVICES, service);

        assertThat(SERVICES.get(service)).containsEntry("deploy", Map.of("replicas", 2));
        assertThat(environment)
                .containsEntry(
                        "VESTNIK_RABBITMQ_ADDRESSES",
                        NODES.stream().map(node -> node + ":5672").collect(Collectors.joining(",")))
                .containsEntry(
                        "VESTNIK_DATABASE_URL",
                        "jdbc:postgresql://postgres:5432,postgres-standby:5432/vestnik"
                                + "?targetServerType=primary");
    }

    @Test
    void theNodesKnowEachOtherByTheirHostNames() {
        String settings = read(FOLDER.resolve("rabbitmq.conf"));

        assertThat(NODES)
                .allMatch(node -> node.equals(SERVICES.get(node).get("hostname")))
                .allMatch(node -> settings.contains("rabbit@" + node + "\n"));
        assertThat(settings).contains("cluster_partition_handling = pause_minority");
        assertThat(images(SERVICES, "rabbitmq-1")).isEqualTo(images(SINGLE, "rabbitmq"));
        assertThat(images(SERVICES, "postgres")).isEqualTo(images(SINGLE, "postgres"));
    }

    @Test
    void noTwoContainersShareAVolumeOfData() {
        assertThat(
                        SERVICES.values().stream()
                                .flatMap(ClusterFileTest::volumes)
                                .filter(volume -> !volume.startsWith("."))
                                .map(volume -> volume.split(":", 2)[0]))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyServiceIsHardened(String service) {
        assertThat(SERVICES.get(service))
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsKeys("mem_limit", "pids_limit", "healthcheck")
                .doesNotContainKeys("privileged", "cap_add", "network_mode", "pid");
    }

    @Test
    void noPortIsPublishedToTheWorldAndNoPasswordStandsInTheFile() {
        assertThat(SERVICES.values())
                .flatMap(service -> (List<?>) service.getOrDefault("ports", List.of()))
                .hasSize(2)
                .allMatch(port -> port.toString().startsWith("127.0.0.1:"));
        assertThat(SERVICES.keySet())
                .filteredOn(service -> SERVICES.get(service).containsKey("environment"))
                .allSatisfy(service ->
                        environment(SERVICES, service)
                                .forEach((name, value) -> {
                                    if (name.matches(".*(PASSWORD|KEY|COOKIE)")) {
                                        assertThat(value).as(name).startsWith("${VESTNIK_");
                                    }
                                }));
    }

    @Test
    void everyFileThatIsMountedIsThere() {
        assertThat(SERVICES.values())
                .flatMap(service -> volumes(service).toList())
                .filteredOn(volume -> volume.startsWith("."))
                .isNotEmpty()
                .allMatch(volume -> Files.exists(FOLDER.resolve(volume.split(":", 2)[0])))
                .allMatch(volume -> volume.endsWith(":ro"));
    }

    @Test
    void aStandbyThatIsPromotedWaitsForNobody() {
        assertThat(read(FOLDER.resolve("primary.sh")))
                .contains("synchronous_standby_names = 'standby'");
        assertThat(read(FOLDER.resolve("standby.sh")))
                .contains("application_name=standby")
                .contains("exec postgres -c synchronous_standby_names=\n");
    }

    private static Set<String> names() {
        return SERVICES.keySet();
    }

    private static String images(Map<String, Map<String, Object>> file, String service) {
        return String.valueOf(file.get(service).get("image"));
    }

    private static Stream<String> volumes(Map<String, Object> service) {
        List<?> volumes = (List<?>) service.getOrDefault("volumes", List.of());
        return volumes.stream().map(Object::toString);
    }

    private static Map<String, String> environment(
            Map<String, Map<String, Object>> file, String service) {
        Map<?, ?> environment = (Map<?, ?>) file.get(service).get("environment");
        return environment.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> String.valueOf(entry.getKey()),
                                entry -> String.valueOf(entry.getValue())));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services(Path file) {
        Map<String, Object> yaml = new Yaml().load(read(file));
        return (Map<String, Map<String, Object>>) yaml.get("services");
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
