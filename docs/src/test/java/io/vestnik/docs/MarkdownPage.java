package io.vestnik.docs;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One page of the documentation, as far as a test wants to know it.
 *
 * @param text as it stands in the file
 */
record MarkdownPage(Path file, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *(```+|~~~+).*?^ *\\1 *$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)>\\s]+)>?[^)]*\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *#*$");

    static List<MarkdownPage> all() {
        return Repository.files(path -> path.endsWith(".md")).stream()
                .map(MarkdownPage::read)
                .toList();
    }

    static MarkdownPage read(Path file) {
        return new MarkdownPage(file, Repository.read(file));
    }

    /** Where its links and pictures lead, but for those that leave the repository. */
    List<String> relativeLinks() {
        String prose = CODE.matcher(withoutFences()).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("(?i)[a-z][a-z0-9+.-]*:.*"))
                .toList();
    }

    /** What may follow a # in a link to this page, by GitHub's rules. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(withoutFences())
                .results()
                .map(heading -> anchor(heading.group(1)))
                .forEach(anchor -> addOnce(anchors, anchor));
        return anchors;
    }

    /** Everything in the page, code too, that looks like this. */
    List<MatchResult> all(Pattern pattern) {
        return pattern.matcher(text).results().toList();
    }

    private String withoutFences() {
        return FENCED.matcher(text).replaceAll("");
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("\\]\\([^)]*\\)", "")
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
    }

    private static void addOnce(Set<String> anchors, String anchor) {
        String next = anchor;
        for (int number = 1; !anchors.add(next); number++) {
            next = anchor + "-" + number;
        }
    }

    @Override
    public String toString() {
        return Repository.root().relativize(file).toString();
    }
}
