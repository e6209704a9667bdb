package io.vestnik.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import net.sourceforge.plantuml.core.Diagram;
import net.sourceforge.plantuml.error.PSystemError;
import net.sourceforge.plantuml.security.SFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Draws every diagram, and holds the committed pictures to their sources. Another Java may measure
 * letters differently and so draw another picture; each carries the digest of its source instead.
 */
class DiagramsTest {
    private static final Path FOLDER = Repository.root().resolve("docs/diagrams");
    private static final boolean WRITE = "write".equals(System.getProperty("vestnik.diagrams"));

    @BeforeAll
    static void bringFont() throws Exception {
        DiagramFont.use();
    }

    static List<Path> sources() {
        return Repository.files(
                path -> path.startsWith("docs/diagrams/") && path.endsWith(".puml"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everyPictureIsDrawnFromItsCurrentSource(Path source) throws Exception {
        String drawn = draw(source);
        Path picture = pictureOf(source);
        if (WRITE) {
            Files.writeString(picture, drawn + digestLine(source) + "\n");
        }

        assertThat(picture)
                .as(
                        "%s is not current; draw it by mvn -pl docs test -Dvestnik.diagrams=write",
                        picture)
                .exists()
                .content()
                .endsWith(digestLine(source) + "\n");
    }

    @Test
    void noPictureIsLeftOver() {
        List<Path> pictures =
                Repository.files(
                        path -> path.startsWith("docs/diagrams/") && path.endsWith(".svg"));

        assertThat(pictures)
                .containsExactlyElementsOf(
                        sources().stream().map(DiagramsTest::pictureOf).toList());
    }

    private static String draw(Path source) throws IOException {
        var reader = new SourceStringReader(Repository.read(source), new SFile(FOLDER.toString()));
        Diagram diagram = reader.getBlocks().getFirst().getDiagram();
        if (diagram instanceof PSystemError mistake) {
            throw new AssertionError(source + ": " + mistake.getWarningOrError());
        }
        var picture = new ByteArrayOutputStream();
        reader.outputImage(picture, new FileFormatOption(FileFormat.SVG, false));
        // A browser without that font takes one that is as wide.
        return picture.toString(StandardCharsets.UTF_8)
                .replace("'DejaVu Sans'", "'DejaVu Sans',Verdana,sans-serif");
    }

    private static Path pictureOf(Path source) {
        return FOLDER.resolve(source.getFileName().toString().replace(".puml", ".svg"));
    }

    /** The style is part of every source. */
    private static String digestLine(Path source) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Files.readAllBytes(FOLDER.resolve("style.iuml")));
        digest.update(Files.readAllBytes(source));
        return "<!-- SHA-256 of its source: %s -->"
                .formatted(HexFormat.of().formatHex(digest.digest()));
    }
}
