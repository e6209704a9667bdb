package io.vestnik.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.Keys;

/** Somebody who works at the console, with a browser and nothing else. */
final class Operator implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("/console/notifications/([0-9a-f-]{36})");

    private final Browser browser = new Browser();
    private final String address;
    private final String password;

    Operator(String address, String password) {
        this.address = address;
        this.password = password;
    }

    Browser browser() {
        return browser;
    }

    private OpenPage page() {
        return browser.page();
    }

    String password() {
        return password;
    }

    /** A page, by its path. */
    void open(String path) {
        browser.open(address + path);
    }

    /** Whoever was signed in before. */
    void signIn() {
        open("/console/sign-in");
        browser.forget();
        open("/console");
        type("name", "admin");
        type("password", password);
        click("main button");
        awaitPath("/console");
    }

    void signOut() {
        click(".who form[action$=sign-out] button");
        awaitPath("/console/sign-in");
    }

    /** Fills the field of this id, whatever it held. */
    void type(String id, String text) {
        page().fill("[id='" + id + "']", text);
    }

    /** Sets or clears the box. */
    void tick(String selector) {
        page().click(selector);
    }

    /** Follows the link, or sends the form. */
    void click(String selector) {
        page().leave(() -> page().click(selector));
    }

    /** Follows the link, or sends the form, where the focus is. */
    void enter() {
        page().leave(() -> browser.press(Keys.ENTER));
    }

    /** As {@link #choose(String, String)}, and says why. */
    void choose(String words, String part, String reason) {
        page().fill("[aria-labelledby='" + part + "'] input[name=reason]", reason);
        choose(words, part);
    }

    /** Presses the button that says this in the part that is named by this id. */
    void choose(String words, String part) {
        page().leave(() -> page().click("[aria-labelledby='" + part + "'] button", words));
    }

    /** Presses the button, or follows the link, that says this. */
    void choose(String words) {
        page().leave(() -> page().click("button, a", words));
    }

    /**
     * Sends a test by the form of a channel, and is then at its page.
     *
     * @return its id
     */
    String send(String channel, String recipient, String subject) {
        choose("Send a test");
        if (!channel.equals("Email")) {
            choose(channel);
        }
        type("recipient", recipient);
        if (page().count("[id=subject]") > 0) {
            type("subject", subject);
        }
        type("text", "Hello, this is a test.");
        choose("Send");
        return idOfPage();
    }

    /** That of the notification whose page is open. */
    String idOfPage() {
        await().atMost(Duration.ofSeconds(5)).until(() -> ID.matcher(browser.address()).find());
        Matcher id = ID.matcher(browser.address());
        if (!id.find()) {
            throw new IllegalStateException(browser.address());
        }
        return id.group(1);
    }

    /** The status of the notification whose page is open, as the page says it. */
    String status() {
        return String.valueOf(
                browser.run("return document.querySelector('#why .badge')?.innerText"));
    }

    void awaitStatus(String status, Duration longest) {
        await("status " + status)
                .atMost(longest)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> status().equals(status));
    }

    /** How many attempts the open page shows. */
    int attempts() {
        return ((Number) browser.run("return document.querySelectorAll('.timeline .badge').length"))
                .intValue();
    }

    void awaitPathBeginningWith(String path) {
        await("page " + path)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> browser.address().startsWith(address + path));
    }

    void awaitPath(String path) {
        await("page " + path)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> browser.address().replaceFirst("\\?.*", "").equals(address + path));
    }

    @Override
    public void close() {
        browser.close();
    }
}
