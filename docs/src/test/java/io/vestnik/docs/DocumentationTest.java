package io.vestnik.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the pages say to what is there: links, settings, commands. */
class DocumentationTest {
    /** A trailing underscore, as in VESTNIK_SMTP_*, stands for all that begin so. */
    private static final Pattern SETTING =
            Pattern.compile("VESTNIK_[A-Z0-9_]*[A-Z0-9](?:_(?=\\*))?");

    private static final Pattern COMMAND = Pattern.compile("\\./vestnik ([a-z]+)");
    private static final Pattern CASE_LABEL = Pattern.compile("(?m)^ *([a-z][a-z |-]*)\\) *\\S");

    @ParameterizedTest
    @MethodSource("io.vestnik.docs.MarkdownPage#all")
    void everyLinkLeadsSomewhere(MarkdownPage page) {
        Set<String> broken =
                page.relativeLinks().stream()
                        .filter(link -> !leadsSomewhere(page, link))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.vestnik.docs.MarkdownPage#all")
    void everySettingIsReadSomewhere(MarkdownPage page) {
        Set<String> read = settingsIn(programs());

        assertThat(page.all(SETTING))
                .extracting(setting -> setting.group())
                .allMatch(
                        setting ->
                                setting.endsWith("_")
                                        ? read.stream().anyMatch(one -> one.startsWith(setting))
                                        : read.contains(setting),
                        "a setting that some program reads");
    }

    @ParameterizedTest
    @MethodSource("io.vestnik.docs.MarkdownPage#all")
    void everyCommandOfTheLauncherExists(MarkdownPage page) {
        Set<String> commands =
                CASE_LABEL
                        .matcher(Repository.read(Repository.root().resolve("vestnik")))
                        .results()
                        .flatMap(label -> Pattern.compile("[ |]+").splitAsStream(label.group(1)))
                        .collect(Collectors.toSet());

        assertThat(page.all(COMMAND)).extracting(command -> command.group(1)).isSubsetOf(commands);
    }

    @Test
    void everySettingOfTheServicesIsInTheOperatingGuide() {
        Set<String> settings =
                settingsIn(path -> path.endsWith("src/main/resources/application.yaml"));

        assertThat(settings).isNotEmpty();
        assertThat(settingsIn(path -> path.equals("docs/operating.md"))).containsAll(settings);
    }

    @Test
    void everyFileThatKnowsOfTelegramIsInTheGuideForTheNextChannel() {
        String guide = Repository.read(Repository.root().resolve("docs/adding-a-channel.md"));
        List<String> files =
                Repository.files(DocumentationTest::isTouchedByAChannel).stream()
                        .filter(file ->
                                Repository.read(file).toLowerCase(Locale.ROOT).contains("telegram"))
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .distinct()
                        .toList();

        assertThat(files).hasSizeGreaterThan(20).allMatch(guide::contains, "a name in the guide");
    }

    /** Without the channels' own folders, and tests, which compilers and test runs name. */
    private static boolean isTouchedByAChannel(String path) {
        return !path.matches("(?:telegram|vk)-sender/.*|docs/.*|.*\\.md|.*/src/test/.*")
                && !path.contains("contract/telegram/")
                && !path.endsWith("package-info.java");
    }

    private static boolean leadsSomewhere(MarkdownPage page, String link) {
        String[] parts = link.split("#", 2);
        Path target =
                parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
        if (!target.startsWith(Repository.root()) || !Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || MarkdownPage.read(target).anchors().contains(parts[1]);
    }

    private static Predicate<String> programs() {
        return path ->
                path.equals("vestnik")
                        || path.equals("docker-compose.yml")
                        || path.startsWith("launcher/")
                        || path.startsWith("deploy/")
                        || path.contains("/src/main/");
    }

    private static Set<String> settingsIn(Predicate<String> files) {
        return Repository.files(files).stream()
                .flatMap(file -> SETTING.matcher(Repository.read(file)).results())
                .map(setting -> setting.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
