package io.vestnik.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Brings the font of the diagrams, so that they look the same on a machine that has none. */
final class DiagramFont {
    private static final String IN_JAR = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";

    private DiagramFont() {}

    /** Has an effect only before Java measures its first letter. */
    static void use() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "fonts").toAbsolutePath());
        Path font = folder.resolve("DejaVuSans.ttf");
        try (InputStream bytes = DiagramFont.class.getResourceAsStream(IN_JAR)) {
            Files.copy(Objects.requireNonNull(bytes), font, StandardCopyOption.REPLACE_EXISTING);
        }
        Path settings = folder.resolve("fontconfig.properties");
        Files.writeString(
                settings,
                """
                version=1
                sequence.allfonts=latin-1
                allfonts.latin-1=DejaVuSans
                filename.DejaVuSans=%s
                """
                        .formatted(font));
        System.setProperty("sun.awt.fontconfig", settings.toString());
    }
}
