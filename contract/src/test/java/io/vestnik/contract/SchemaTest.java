package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;
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

    /** Else Flyway refuses the databases of all who have it, and broker-api does not start. */
    @Test
    void aMigrationThatSomebodyMayHaveNeverChanges() {
        assertThat(Schema.MIGRATIONS.stream().map(SchemaTest::checksum))
                .containsExactly(
                        "39edd1ff",
                        "0b3a34af",
                        "166b2987",
                        "dd420449",
                        "c95f169f",
                        "e50755de",
                        "2a77144d",
                        "8a1a3bcb",
                        "5437ffb4",
                        "12b1f0d4");
    }

    private static String checksum(String migration) {
        var checksum = new CRC32();
        checksum.update(Schema.sql(migration).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
