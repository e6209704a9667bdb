package io.vestnik.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each default in the table of settings is the one that the services have. */
class DefaultsTest {
    private static final Pattern IN_A_SERVICE =
            Pattern.compile("\\$\\{(VESTNIK_[A-Z0-9_]+):([^}]*)}");

    /** Its variables, and its default; who reads it stands between them. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (`VESTNIK_[^|]*) \\|[^|]*\\| ([^|]*) \\|");

    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    /** What a row shows in words stands for no value. */
    private static final Set<String> NO_VALUE = Set.of("");

    @Test
    void theOperatingGuideHasTheDefaultsOfTheServices() {
        Map<String, Set<String>> services = ofTheServices();
        Map<String, Set<String>> guide = ofTheGuide();

        assertThat(services).hasSizeGreaterThan(30);
        assertThat(guide).containsAllEntriesOf(services);
    }

    private static Map<String, Set<String>> ofTheServices() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file :
                Repository.files(path -> path.endsWith("src/main/resources/application.yaml"))) {
            IN_A_SERVICE
                    .matcher(Repository.read(file))
                    .results()
                    .forEach(one ->
                            found.computeIfAbsent(one.group(1), _ -> new TreeSet<>())
                                    .add(one.group(2)));
        }
        return found;
    }

    private static Map<String, Set<String>> ofTheGuide() {
        Map<String, Set<String>> found = new TreeMap<>();
        String guide = Repository.read(Repository.root().resolve("docs/operating.md"));
        ROW.matcher(guide)
                .results()
                .forEach(row -> {
                    Set<String> values = codeIn(row.group(2));
                    codeIn(row.group(1))
                            .forEach(name -> found.put(name, values.isEmpty() ? NO_VALUE : values));
                });
        return found;
    }

    private static Set<String> codeIn(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(code -> code.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
