package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.system.Installation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for people never goes to a fake, where it would count as sent. */
class OwnAccountsIT {
    private static final String TOKEN = "123456:own-token-of-somebody";

    private Installation vestnik = Installation.prepare("own accounts", Map.of());

    @AfterEach
    void close() {
        vestnik.vestnik("down", "--delete", "--yes");
    }

    private void assertRefused(String beginning) {
        Result up = vestnik.vestnik("up", "--fake-far-sides");

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output()).startsWith(beginning).doesNotContain(TOKEN);
        assertThat(vestnik.home().resolve("postgres")).doesNotExist();
    }

    @Test
    void aTokenAndTheFakesExcludeEachOther() {
        vestnik = Installation.prepare("own accounts", Map.of("VESTNIK_VK_TOKEN", TOKEN));

        assertRefused("Fakes and accounts of your own exclude each other");
    }

    @Test
    void whereATokenWasGivenBeforeTheFakesAreRefused() throws IOException {
        Files.createDirectories(vestnik.home().resolve("run"));
        Files.createFile(vestnik.home().resolve("lock"));
        Files.writeString(
                vestnik.home().resolve("run/settings.env"),
                "VESTNIK_RUNTIME=native\nVESTNIK_TELEGRAM_TOKEN=%s\n".formatted(TOKEN));

        assertRefused("The Vestnik in " + vestnik.home() + " sends with a token of your own");
    }

    @Test
    void thatIsRememberedWhenItIsDown() throws Exception {
        asTheLauncherDoes(
                "VESTNIK_TELEGRAM_TOKEN=" + TOKEN + "; load_settings; remember_own_accounts");
        vestnik.vestnik("down").mustSucceed();

        assertRefused("The Vestnik in " + vestnik.home() + " sends with a token of your own");
    }

    @Test
    void withFakesOrWithoutATokenThereIsNothingToRemember() throws Exception {
        asTheLauncherDoes("load_settings; remember_own_accounts");
        asTheLauncherDoes("VESTNIK_FAKE_FAR_SIDES=yes; load_settings; remember_own_accounts");

        assertThat(vestnik.home().resolve("run")).isEmptyDirectory();
    }

    private void asTheLauncherDoes(String words) throws IOException, InterruptedException {
        ProcessBuilder bash =
                new ProcessBuilder(
                        "bash",
                        "-euc",
                        "ROOT=$PWD; for part in launcher/*.sh; do source $part; done; open_home; "
                                + words);
        bash.directory(Path.of("").toAbsolutePath().getParent().toFile()).inheritIO();
        bash.environment().keySet().removeIf(name -> name.startsWith("VESTNIK_"));
        bash.environment().put("VESTNIK_HOME", vestnik.home().toString());
        assertThat(bash.start().waitFor()).isZero();
    }
}
