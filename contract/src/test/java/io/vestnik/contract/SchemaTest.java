package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void everyMigrationIsNamedAndNumberedWithoutGaps() throws Exception {
        Path first =
                Path.of(
                        Objects.requireNonNull(
                                        Schema.class.getResource(
                                                "/db/migration/" + Schema.MIGRATIONS.getFirst()))
                                .toURI());
        File[] files = Objects.requireNonNull(first.getParent()).toFile().listFiles();

        assertThat(files)
                .extracting(File::getName)
                .containsExactlyInAnyOrderElementsOf(Schema.MIGRATIONS);
        for (int i = 0; i < Schema.version(); i++) {
            assertThat(Schema.MIGRATIONS.get(i)).startsWith("V" + (i + 1) + "__");
            assertThat(Schema.sql(Schema.MIGRATIONS.get(i))).isNotBlank();
        }
    }
}
