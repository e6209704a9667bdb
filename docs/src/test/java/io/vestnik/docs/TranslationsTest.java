package io.vestnik.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page and its Russian form have in common whatever their words are. */
class TranslationsTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^#+(?= )");
    private static final Pattern NUMBERED = Pattern.compile("(?m)^[0-9]{1,2}[.](?= )");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| *([^|]*?) *\\|.*\\|$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final String COMMENT = "(?m) *# .*$";

    /** What a person may read, with a number in a loop; the names of fields look the same. */
    private static final String WORDS = "\"[\\p{L}\\p{M}\\p{N} .,]*(?: \\$i)?\"";

    private static final String STANDS_FOR_A_VALUE = "<[\\p{L}\\p{M}]+>";

    /** In both languages. */
    record Pair(MarkdownPage english, MarkdownPage russian) {
        @Override
        public String toString() {
            return russian.toString();
        }
    }

    static Stream<Pair> pairs() {
        return MarkdownPage.all().stream()
                .filter(page -> page.toString().endsWith(".ru.md"))
                .map(russian -> new Pair(MarkdownPage.read(original(russian.file())), russian));
    }

    private static Path original(Path russian) {
        return russian.resolveSibling(russian.getFileName().toString().replace(".ru.md", ".md"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void bothHaveTheSameParts(Pair pair) {
        assertThat(found(HEADING, pair.russian())).isEqualTo(found(HEADING, pair.english()));
        assertThat(found(NUMBERED, pair.russian())).isEqualTo(found(NUMBERED, pair.english()));
    }

    /** Such as methods and paths of the API, and folders. */
    @ParameterizedTest
    @MethodSource("pairs")
    void theirTablesBeginWithTheSameCode(Pair pair) {
        assertThat(rows(pair.russian())).isEqualTo(rows(pair.english()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theyHaveTheSameCommands(Pair pair) {
        assertThat(blocks(pair.russian())).isNotEmpty().isEqualTo(blocks(pair.english()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theyLeadToTheSamePages(Pair pair) {
        assertThat(links(pair.russian())).isEqualTo(links(pair.english()));
    }

    private static List<String> found(Pattern pattern, MarkdownPage page) {
        return page.all(pattern).stream().map(one -> one.group()).toList();
    }

    private static List<List<String>> rows(MarkdownPage page) {
        return page.all(ROW).stream()
                .map(row -> CODE.matcher(row.group(1)).results().map(code -> code.group()).toList())
                .toList();
    }

    private static List<String> blocks(MarkdownPage page) {
        return page.all(BLOCK).stream()
                .map(block ->
                        block.group()
                                .replaceAll(COMMENT, "")
                                .replaceAll(STANDS_FOR_A_VALUE, "<>")
                                .replaceAll(WORDS, "\"\""))
                .toList();
    }

    /** In order; a page may be there in the reader's language. */
    private static List<String> links(MarkdownPage page) {
        return page.relativeLinks().stream()
                .filter(link -> !link.startsWith("#"))
                .map(link -> link.replace(".ru.md", ".md"))
                .toList();
    }
}
