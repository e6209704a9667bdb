package io.vestnik.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** What axe-core finds on the page that a browser shows: things that keep some people out. */
final class Axe {
    private static final String RUN =
            """
            const [rules, done] = arguments;
            axe.run(document, {
                runOnly: rules ? {type: 'rule', values: rules} : {type: 'tag', values: [
                    'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
                resultTypes: ['violations'],
                iframes: false,
            }).then(
                found => done(found.violations.flatMap(one => one.nodes.map(
                    node => one.id + ': ' + node.failureSummary + ' ' + node.html))),
                failed => done(['axe-core: ' + failed]));
            """;

    private final String script;

    Axe() {
        try {
            script = new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** All that it can find. */
    List<?> violations(Browser browser) {
        return look(browser, null);
    }

    /** Texts that are too pale for their ground; all that colours can change. */
    List<?> paleTexts(Browser browser) {
        return look(browser, List.of("color-contrast"));
    }

    private List<?> look(Browser browser, List<String> rules) {
        if (Boolean.FALSE.equals(browser.run("return 'axe' in window"))) {
            browser.run(script);
        }
        return (List<?>) browser.runAsync(RUN, rules);
    }
}
