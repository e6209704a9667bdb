package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RabbitInstallationTest {

    @Test
    void aMissingServerIsAnErrorThatNamesThePackage() {
        var nowhere = new RabbitInstallation(Path.of("/nowhere"));

        assertThatThrownBy(() -> new LocalRabbitNode(nowhere))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/nowhere/usr/lib/rabbitmq/bin/rabbitmq-server")
                .hasMessageContaining("apt-get install rabbitmq-server");
    }

    @Test
    void theEnvironmentNamesAFolderOrABroker() {
        assertThat(RabbitInstallation.of(Map.of("VESTNIK_TEST_RABBITMQ", "dir:/srv/trixie")))
                .contains(new RabbitInstallation(Path.of("/srv/trixie")));
        assertThat(RabbitInstallation.of(Map.of("VESTNIK_TEST_RABBITMQ", "amqp://a:b@c")))
                .isEmpty();
        assertThat(RabbitInstallation.of(Map.of())).isEmpty();
    }

    @Test
    void aFolderIsNoBrokerOfSomebodyElse() {
        assertThat(ExternalRabbit.of(Map.of("VESTNIK_TEST_RABBITMQ", "dir:/srv/trixie"))).isEmpty();
    }

    @Test
    void aServerInAFolderIsRunThereAndSeesItsFilesThere() {
        var trixie = new RabbitInstallation(Path.of("/srv/trixie"));

        assertThat(trixie.command("epmd", "-names"))
                .startsWith("unshare", "--mount")
                .endsWith("/srv/trixie", "epmd", "-names");
        assertThat(trixie.inside(Path.of("/srv/trixie/tmp/node"))).isEqualTo("/tmp/node");
    }

    @Test
    void theServerOfThisMachineIsRunAsItIs() {
        assertThat(RabbitInstallation.HERE.command("epmd", "-names"))
                .isEqualTo(List.of("epmd", "-names"));
        assertThat(RabbitInstallation.HERE.inside(Path.of("/tmp/node"))).isEqualTo("/tmp/node");
    }
}
