package io.vestnik.system;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.springframework.util.FileSystemUtils;

/** A headless Chromium, of the width and the colours that a test wants. */
final class Browser implements AutoCloseable {
    /** Asked of every page before its own scripts; strangers' code would set {@code __ran}. */
    private static final String WATCH =
            """
            window.__seen = [];
            window.alert = words => window.__seen.push('alert: ' + words);
            window.prompt = words => window.__seen.push('prompt: ' + words);
            addEventListener('error', e => window.__seen.push('error: ' + e.message));
            document.addEventListener('securitypolicyviolation', e => window.__seen.push(
                    'policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
            """;

    /** It would tell at each start that it has no classes for this version, which nobody needs. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static final int HEIGHT = 900;

    private final Path home;
    private final ChromeDriver driver;
    private final OpenPage page;
    private int width = 1280;

    Browser() {
        SELENIUM.setLevel(Level.SEVERE);
        try {
            home = Files.createTempDirectory("vestnik-browser");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        driver = new ChromeDriver(service(), options());
        page = new OpenPage(driver);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(20));
        tell("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        width(width);
    }

    /** Named, so that Selenium looks for nothing, and downloads nothing. */
    private ChromeDriverService service() {
        return new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .usingAnyFreePort()
                .withEnvironment(Map.of("HOME", home.toString(), "TZ", "Europe/Berlin"))
                .withLogOutput(OutputStream.nullOutputStream())
                .build();
    }

    private ChromeOptions options() {
        var log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.setCapability("goog:loggingPrefs", log);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--lang=en",
                "--accept-lang=en",
                "--user-data-dir=" + home.resolve("profile"));
        return options;
    }

    private static File program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "There is no " + name + "; ./vestnik test installs it"));
    }

    /** As if it had never been anywhere. */
    void forget() {
        driver.manage().deleteAllCookies();
    }

    void open(String address) {
        driver.get(address);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    OpenPage page() {
        return page;
    }

    /** In pixels; pages are told at once. */
    void width(int pixels) {
        width = pixels;
        size(HEIGHT);
    }

    private void size(int height) {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** As if the machine's colours were these: light or dark. */
    void colours(String scheme) {
        var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        tell("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Whether scripts of pages run; those of this class always do. */
    void scripts(boolean run) {
        tell("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    private void tell(String command, Map<String, Object> words) {
        driver.executeCdpCommand(command, words);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    Object runAsync(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /** Keys to whatever has the focus, as a keyboard sends them. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(String.join("", keys)).perform();
    }

    /**
     * What the page and the frames in it did that they should not have done; nothing is best. That
     * a frame with a stranger's mail was held back is as it should be, and not among it.
     */
    List<String> misdeeds() {
        List<String> misdeeds = new ArrayList<>();
        misdeeds.addAll(inThisFrame());
        // A stranger's mail is all there is in frames.
        for (WebElement frame : driver.findElements(By.tagName("iframe"))) {
            driver.switchTo().frame(frame);
            misdeeds.addAll(inThisFrame());
            driver.switchTo().defaultContent();
        }
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(words -> !words.contains("/message.html"))
                .filter(words -> !words.contains(" responded with a status of 4"))
                .filter(words -> !words.contains(" does not conform to the required format"))
                .forEach(misdeeds::add);
        return misdeeds;
    }

    private Stream<String> strings(Object list) {
        return list instanceof List<?> many ? many.stream().map(String::valueOf) : Stream.empty();
    }

    private List<String> inThisFrame() {
        return strings(
                        run(
                                "return (window.__seen || []).concat("
                                        + "'__ran' in window ? ['a script of a stranger ran'] : [])"))
                .toList();
    }

    /** The whole page as a PNG, or that much of it from its top. */
    byte[] picture(int tallest) {
        long height = ((Number) run("return document.documentElement.scrollHeight")).longValue();
        size((int) Math.clamp(height, 500, tallest));
        try {
            Object picture =
                    driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                            .get("data");
            return Base64.getDecoder().decode(String.valueOf(picture));
        } finally {
            size(HEIGHT);
        }
    }

    @Override
    public void close() {
        driver.quit();
        FileSystemUtils.deleteRecursively(home.toFile());
    }
}
