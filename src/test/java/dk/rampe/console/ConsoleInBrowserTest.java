package dk.rampe.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dk.rampe.console.Ledger.ago;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The page as an operator's browser shows it, in the system's Chromium. */
class ConsoleInBrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    /** The page asks again by itself while it is being counted. */
    private static final LocatorAssertions.HasTextOptions WHEN_COUNTED =
            new LocatorAssertions.HasTextOptions().setTimeout(20_000);

    private static final LocatorAssertions.HasTextOptions AFTER_A_POLL =
            new LocatorAssertions.HasTextOptions().setTimeout(20_000);

    private static Playwright playwright;
    private static Browser browser;
    private static Ledger ledger;
    private static ConfigurableApplicationContext app;

    @BeforeAll
    static void start() {
        assumeTrue(
                Files.isExecutable(CHROMIUM),
                "THE CONSOLE WAS NOT TESTED IN A BROWSER: there is no " + CHROMIUM + ". Install chromium.");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
        ledger = new Ledger();
        app = ConsoleApp.start(ledger, "sandbox");
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            app.close();
            ledger.close();
            playwright.close();
        }
    }

    @BeforeEach
    void aGoodDay() {
        ledger.clear();
        Days.good(ledger);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 720, 1180, 1240, 1440})
    void thePageFitsTheScreenAndItsFirstSentenceNeedsNoScrolling(int width) {
        ledger.clear();
        Days.bad(ledger);
        var complaints = new ArrayList<String>();
        try (var page = page(width)) {
            page.onConsoleMessage(message -> complain(message, complaints));
            page.onPageError(complaints::add);
            page.navigate(address());

            assertThat(page.locator("#sentence")).hasText("1 partner kræver handling");
            assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isTrue();
            var sentence = page.locator("#sentence").boundingBox();
            assertThat(sentence.y + sentence.height).isLessThan(page.viewportSize().height);
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void whatIsHeldFitsTheScreenAndSaysFirstWhetherAnyOfItShouldHaveGone() {
        ledger.clear();
        Days.bad(ledger);
        ledger.line(ledger.submission("silkeborg", "SFTP", "PROCESSED", ago(ofDays(400))), 1, "REJECTED", "R-1/a");
        var complaints = new ArrayList<String>();
        try (var fresh = ConsoleApp.start(ledger, "sandbox")) {
            for (int width : new int[] {390, 800, 1220, 1440}) {
                try (var page = page(width)) {
                    page.onConsoleMessage(message -> complain(message, complaints));
                    page.onPageError(complaints::add);
                    page.navigate(address(fresh));
                    page.locator(".pages a").last().click();

                    assertThat(page.locator("#sentence")).hasText("2 er gemt for længe", WHEN_COUNTED);
                    assertThat(page.locator(".held .ACT").first()).isVisible();
                    assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                            .as("%d pixels", width)
                            .isTrue();
                    var sentence = page.locator("#sentence").boundingBox();
                    assertThat(sentence.y + sentence.height).isLessThan(page.viewportSize().height);
                    assertThat(complaints).isEmpty();
                }
            }
        }
    }

    @Test
    void newsComeByThemselvesAndTheReaderStaysWhereTheyAre() {
        try (var page = page(360)) {
            page.navigate(address());
            assertThat(page.locator("#sentence")).hasText("Alt er i orden");
            page.locator(".own a").focus();
            page.evaluate("window.scrollTo(0, 300)");

            ledger.delivery("sind", "CASE", "FAILED", ago(ofMinutes(2)), 9);

            assertThat(page.locator("#sentence")).hasText("1 partner kræver handling", AFTER_A_POLL);
            assertThat(page.locator("#announcement")).hasText("1 partner kræver handling");
            assertThat(page).hasTitle("1 partner kræver handling · Rampe");
            assertThat(page.locator(".own a")).isFocused();
            assertThat(page.evaluate("window.scrollY")).isEqualTo(300);
        }
    }

    @Test
    void aPageThatNoLongerHearsFromTheHubSaysSo() {
        var mortal = ConsoleApp.start(ledger, "sandbox");
        try (var page = page(1440)) {
            page.navigate(address(mortal));
            assertThat(page.locator("#stale")).isHidden();

            mortal.close();

            assertThat(page.locator("#stale"))
                    .hasText("Forbindelsen til rampen er afbrudt. Tallene er fra kl. 14.32", AFTER_A_POLL);
        } finally {
            mortal.close();
        }
    }

    @Test
    void thePageNeedsNoScript() {
        try (var context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("da-DK"))) {
            var page = context.newPage();
            page.navigate(address());

            assertThat(page.locator("#sentence")).hasText("Alt er i orden");
            assertThat(page.locator(".neighbours tbody tr")).hasCount(4);
            page.locator(".pages a").last().click();
            assertThat(page.locator("#sentence")).hasText("Den natlige oprydning er ikke kørt", WHEN_COUNTED);
            assertThat(page.locator(".held").first()).isVisible();
        }
    }

    private static Page page(int width) {
        return browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, 740).setLocale("da-DK"));
    }

    private static void complain(ConsoleMessage message, List<String> complaints) {
        if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
        }
    }

    private static String address() {
        return address(app);
    }

    private static String address(ConfigurableApplicationContext app) {
        return "http://127.0.0.1:%s/".formatted(app.getEnvironment().getProperty("local.server.port"));
    }
}
