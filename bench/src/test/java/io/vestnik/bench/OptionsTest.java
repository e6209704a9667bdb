package io.vestnik.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void withoutArgumentsEveryCaseHasItsOwnRounds() {
        Options options = Options.parse();

        assertThat(options.rounds()).isNull();
        assertThat(options.only()).isEmpty();
        assertThat(options.longToo()).isFalse();
    }

    @Test
    void everythingCanBeChosen() {
        Options options =
                Options.parse(
                        "--only",
                        "f09, F10",
                        "--rounds",
                        "3",
                        "--seed",
                        "7",
                        "--long",
                        "--report",
                        "page.md");

        assertThat(options.only()).isEqualTo(List.of("F09", "F10"));
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.longToo()).isTrue();
        assertThat(options.report()).isEqualTo(Path.of("page.md"));
    }

    @Test
    void aWrongArgumentIsNamed() {
        assertThatThrownBy(() -> Options.parse("--fast", "1")).hasMessage("--fast is unknown");
        assertThatThrownBy(() -> Options.parse("--seed", "x"))
                .hasMessage("--seed takes a number, not x");
        assertThatThrownBy(() -> Options.parse("--rounds"))
                .hasMessage("--rounds is unknown, or needs a value");
    }
}
