package io.vestnik.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.NotFoundException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The page that a browser shows now. Pages go on by themselves, and put a new part in the place of
 * one that somebody has just found: so words are read in one go, and a hand that finds nothing
 * where it reached looks again. No element ever leaves this class.
 */
final class OpenPage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String NAMED = "return document.querySelector(arguments[0])";

    private static final String SAYING =
            """
            const saying = [...document.querySelectorAll(arguments[0])].filter(
                    one => one.checkVisibility() && one.innerText.trim() === arguments[1]);
            return saying.length === 1 ? saying[0] : saying.length;
            """;

    private static final String WORDS =
            "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText)";

    private final ChromeDriver driver;

    OpenPage(ChromeDriver driver) {
        this.driver = driver;
    }

    void click(String selector) {
        reach(() -> named(selector), WebElement::click);
    }

    /** The only one of them that says exactly this. */
    void click(String selector, String words) {
        reach(() -> saying(selector, words), WebElement::click);
    }

    /** Whatever the field held before. */
    void fill(String selector, String text) {
        reach(
                () -> named(selector),
                field -> {
                    field.clear();
                    field.sendKeys(text);
                });
    }

    boolean isTicked(String selector) {
        return Boolean.TRUE.equals(driver.executeScript(NAMED + ".checked", selector));
    }

    /** What somebody who looks at the first of them can read. */
    String text(String selector) {
        return await("something at " + selector)
                .atMost(PATIENCE)
                .until(() -> texts(selector), texts -> !texts.isEmpty())
                .getFirst();
    }

    /** What somebody can read at each of them. */
    List<String> texts(String selector) {
        List<?> words = (List<?>) driver.executeScript(WORDS, selector);
        return words.stream().map(String::valueOf).toList();
    }

    /** All that is written there, whether somebody can see it or not. */
    String content(String selector) {
        return String.valueOf(driver.executeScript(NAMED + ".textContent", selector));
    }

    int count(String selector) {
        return texts(selector).size();
    }

    /**
     * Does what leads to another page, and is then there: a click may return before a form is sent
     * off, and whoever looked then would see the page before.
     */
    void leave(Runnable step) {
        WebElement before = named("html");
        step.run();
        await("another page")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isGone(before));
    }

    private static boolean isGone(WebElement page) {
        try {
            page.isEnabled();
            return false;
        } catch (StaleElementReferenceException left) {
            return true;
        }
    }

    private interface Hand {
        void doTo(WebElement element);
    }

    /** Only what was refused is done again: an element that is gone was not clicked. */
    private static void reach(Supplier<WebElement> sight, Hand hand) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(OpenPage::isOutOfReach)
                .until(() -> {
                    hand.doTo(sight.get());
                    return true;
                });
    }

    private static boolean isOutOfReach(Throwable refusal) {
        return refusal instanceof StaleElementReferenceException
                || refusal instanceof NotFoundException
                || refusal instanceof InvalidElementStateException;
    }

    private WebElement named(String selector) {
        return found(driver.executeScript(NAMED, selector), selector);
    }

    private WebElement saying(String selector, String words) {
        return found(
                driver.executeScript(SAYING, selector, words),
                "%s that says '%s'".formatted(selector, words));
    }

    private WebElement found(Object answer, String wanted) {
        if (answer instanceof WebElement element) {
            return element;
        }
        throw new NotFoundException(
                "%s instead of %s at %s".formatted(answer, wanted, driver.getCurrentUrl()));
    }
}
