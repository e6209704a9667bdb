package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Holds docker-compose.yml to what the native run does, where no Docker engine is at hand. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(VESTNIK_[A-Z_]+)(:[-?])");

    /** The container's own: everything else is the launcher's business too. */
    private static final Set<String> ONLY_IN_CONTAINERS = Set.of("VESTNIK_LOG_FORMAT");

    private static final Map<String, Map<String, Object>> SERVICES = services();

    @ParameterizedTest
    @ValueSource(strings = {"broker-api", "email-sender", "telegram-sender", "vk-sender"})
    void everyVariableThatAServiceGetsIsReadByIt(String service) {
        String settings = read(service + "/src/main/resources/application.yaml");

        assertThat(environment(service).keySet())
                .allMatch(name -> settings.contains("${" + name + ":"), "read by " + service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-api", "email-sender", "telegram-sender", "vk-sender"})
    void aServiceGetsTheVariablesOfTheNativeRun(String service) {
        Set<String> compose = new TreeSet<>(environment(service).keySet());
        compose.removeAll(ONLY_IN_CONTAINERS);

        assertThat(compose).isEqualTo(new TreeSet<>(nativeEnvironment(service).keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-api", "email-sender", "telegram-sender", "vk-sender"})
    void usersAndNamesAreThoseOfTheNativeRun(String service) {
        Map<String, String> here = nativeEnvironment(service);

        assertThat(environment(service))
                .allSatisfy((name, value) -> {
                    if (name.endsWith("_USER") && !name.contains("SMTP")
                            || name.endsWith("_VHOST")) {
                        assertThat(value).as(name).isEqualTo(here.get(name));
                    }
                });
        assertThat(environment(service).get("VESTNIK_RETRY_WAITS"))
                .isEqualTo("${VESTNIK_RETRY_WAITS:-%s}".formatted(here.get("VESTNIK_RETRY_WAITS")));
    }

    @ParameterizedTest
    @CsvSource({
        "broker-api, vestnik_broker_api, vestnik-api",
        "email-sender, vestnik_email_sender, vestnik-email",
        "telegram-sender, vestnik_telegram_sender, vestnik-telegram",
        "vk-sender, vestnik_vk_sender, vestnik-vk"
    })
    void usersAreThoseOfTheDeployFolder(String service, String databaseUser, String brokerUser) {
        assertThat(environment(service))
                .containsEntry("VESTNIK_DATABASE_USER", databaseUser)
                .containsEntry("VESTNIK_RABBITMQ_USER", brokerUser);
        assertThat(read("deploy/postgres/roles.sql")).contains("create role " + databaseUser);
        assertThat(read("deploy/rabbitmq/definitions.json"))
                .contains("{\"name\": \"%s\"".formatted(brokerUser));
    }

    @Test
    void itRefusesToStartWithoutThePasswordsThatTheLauncherMakes() {
        Set<String> made = madeByTheLauncher();
        Set<String> demanded =
                references(read("docker-compose.yml"))
                        .filter(reference -> ":?".equals(reference.group(2)))
                        .map(reference -> reference.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        demanded.remove("VESTNIK_SMTP_TLS");

        assertThat(demanded).isEqualTo(made);
    }

    @Test
    void noPasswordStandsInTheFile() {
        Predicate<String> secret = name -> name.matches(".*(PASSWORD|KEY|TOKEN)");

        assertThat(SERVICES.keySet())
                .allSatisfy(service ->
                        assertThat(environment(service))
                                .allSatisfy((name, value) ->
                                        assertThat(
                                                        !secret.test(name)
                                                                || value.startsWith("${VESTNIK_"))
                                                .as(name)
                                                .isTrue()));
    }

    @ParameterizedTest
    @MethodSource("serviceNames")
    void everyServiceIsHardened(String service) {
        Map<String, Object> definition = SERVICES.get(service);

        assertThat(definition)
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsKeys("mem_limit", "pids_limit", "healthcheck")
                .doesNotContainKeys("privileged", "cap_add", "network_mode", "pid");
        if (definition.containsKey("build")) {
            assertThat(read("Dockerfile")).containsPattern("(?m)^USER [1-9]");
        } else {
            assertThat(definition.get("user"))
                    .asString()
                    .doesNotStartWith("0")
                    .isNotEqualTo("root");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "broker-api, 0",
        "mailpit, 1",
        "mailpit, 2",
        "rabbitmq, 3",
        "rabbitmq, 4",
        "postgres, 5",
        "far-sides, 12"
    })
    void aPortIsPublishedAtItsNativePlaceOnThisMachineOnly(String service, int place) {
        assertThat(ports(service))
                .anyMatch(port ->
                        port.matches(
                                "127\\.0\\.0\\.1:\\$\\{VESTNIK_[A-Z_]+:-%d}:\\d+"
                                        .formatted(8080 + place)));
    }

    @Test
    void noPortIsPublishedToTheWorld() {
        assertThat(SERVICES.keySet().stream().flatMap(service -> ports(service).stream()))
                .hasSize(7)
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-api", "email-sender", "telegram-sender", "vk-sender"})
    void aServiceStartsAfterTheDatabaseAndTheBroker(String service) {
        assertThat(SERVICES.get(service).get("depends_on"))
                .isEqualTo(
                        Map.of(
                                "postgres", Map.of("condition", "service_healthy"),
                                "rabbitmq", Map.of("condition", "service_healthy")));
    }

    @Test
    void theBrokerIsNotOlderThanItsWorstKnownFault() {
        Matcher version =
                Pattern.compile("rabbitmq:4\\.(\\d+)\\.(\\d+)-management")
                        .matcher(String.valueOf(SERVICES.get("rabbitmq").get("image")));

        assertThat(version.matches()).isTrue();
        int minor = Integer.parseInt(version.group(1));
        assertThat(minor > 3 || minor == 3 && Integer.parseInt(version.group(2)) >= 5).isTrue();
    }

    @Test
    void everyFileThatIsMountedIsThere() {
        assertThat(SERVICES.values())
                .flatMap(service -> strings(service.get("volumes")))
                .filteredOn(volume -> volume.startsWith("./"))
                .isNotEmpty()
                .allMatch(volume -> Files.exists(ROOT.resolve(volume.split(":", 2)[0])))
                .allMatch(volume -> volume.endsWith(":ro"));
    }

    private static Set<String> serviceNames() {
        return SERVICES.keySet();
    }

    private static Map<String, String> environment(String service) {
        Map<?, ?> environment = (Map<?, ?>) SERVICES.get(service).get("environment");
        return environment.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> String.valueOf(entry.getKey()),
                                entry -> String.valueOf(entry.getValue())));
    }

    private static List<String> ports(String service) {
        return strings(SERVICES.get(service).get("ports"));
    }

    private static List<String> strings(Object list) {
        return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
    }

    /** What the launcher would start the service with. */
    private static Map<String, String> nativeEnvironment(String service) {
        return assignments(
                """
                for name in "${PASSWORDS[@]}"; do
                    printf -v "VESTNIK_${name}_PASSWORD" secret
                done
                VESTNIK_API_KEY=secret
                load_settings
                environment_of %s
                printf '%%s\\n' "${environment[@]}"
                """
                        .formatted(service));
    }

    private static Set<String> madeByTheLauncher() {
        return assignments(
                        """
                        open_home
                        make_secrets
                        cat "$SECRETS"
                        rm -rf "$VESTNIK_HOME"
                        """)
                .keySet();
    }

    /** Runs a few lines with the launcher's functions, and reads the assignments they print. */
    private static Map<String, String> assignments(String lines) {
        ProcessBuilder bash =
                new ProcessBuilder(
                        "bash",
                        "-euc",
                        "for part in launcher/*.sh; do source $part; done; " + lines);
        bash.directory(ROOT.toFile()).redirectErrorStream(true);
        bash.environment().keySet().removeIf(name -> name.startsWith("VESTNIK_"));
        bash.environment().put("ROOT", ROOT.toString());
        bash.environment()
                .put("VESTNIK_HOME", ROOT.resolve("system-tests/target/compose").toString());
        try {
            Process running = bash.start();
            String printed = new String(running.getInputStream().readAllBytes());
            assertThat(running.waitFor()).as(printed).isZero();
            return printed.lines()
                    .filter(line -> line.startsWith("VESTNIK_"))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.util.stream.Stream<MatchResult> references(String text) {
        return REFERENCE.matcher(text).results();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        Map<String, Object> file = new Yaml().load(read("docker-compose.yml"));
        return (Map<String, Map<String, Object>>) file.get("services");
    }

    private static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
