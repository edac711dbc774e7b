package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Every page in Debian's Chromium, on a desk and on a phone. With `-Dscreenshots=DIR` it also
/// leaves their pictures there.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
  private static final int DESK = 1280;
  private static final int PHONE = 390;
  private static final int HEIGHT = 900;
  private static final int BYTES_MAX = 60 * 1024;
  private static final int TABS_MAX = 60;
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--force-prefers-reduced-motion");

  private static final String FAULTS = resource("/page-faults.js");
  private static final String AXE = axe();

  @SuppressWarnings("NullAway.Init")
  private Playwright playwright;

  @SuppressWarnings("NullAway.Init")
  private Browser browser;

  @BeforeAll
  void launch() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium")))
                    .setHeadless(true)
                    .setArgs(FLAGS));
  }

  @AfterAll
  void quit() {
    playwright.close();
  }

  @TestFactory
  Stream<DynamicTest> every_page_is_sound_at_both_widths() {
    return PageState.all().stream()
        .map(state -> DynamicTest.dynamicTest(state.name(), () -> look(state)));
  }

  private void look(PageState state) throws IOException {
    List<String> troubles = new ArrayList<>();
    long[] bytes = {0};
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setViewportSize(DESK, HEIGHT)
            .setLocale("en-GB")
            .setColorScheme(state.dark() ? ColorScheme.DARK : ColorScheme.LIGHT);
    try (StatusServer server = state.box().serve();
        BrowserContext context = browser.newContext(options)) {
      String origin = "http://127.0.0.1:" + server.address().getPort();
      Page page = context.newPage();
      page.onConsoleMessage(message -> troubles.add("console: " + message.text()));
      page.onPageError(troubles::add);
      page.onRequestFailed(request -> troubles.add("failed: " + request.url()));
      page.onRequest(request -> {
        if (!request.url().startsWith(origin + "/")) troubles.add("asks " + request.url());
      });
      page.onResponse(response -> bytes[0] += response.body().length);
      page.navigate(origin + state.path());
      if (state.path().equals("/nothing")) troubles.removeIf(text -> text.contains("404"));
      page.evaluate(AXE);
      for (int width : List.of(DESK, PHONE)) {
        page.setViewportSize(width, HEIGHT);
        assertSound(page, state);
        picture(page, state, width);
      }
      assertKeyboard(page);
    }
    assertThat(troubles).isEmpty();
    assertThat(bytes[0])
        .as("bytes of the page, its style and its icon")
        .isBetween(1L, (long) BYTES_MAX);
  }

  private static void assertSound(Page page, PageState state) {
    assertThat(page.locator("h1").allInnerTexts()).containsExactly(state.sentence());
    assertThat(strings(page.evaluate(FAULTS))).as("faults in the layout").isEmpty();
    assertThat(
            strings(
                page.evaluate(
                    """
                    () => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
                      'wcag22aa', 'best-practice']}).then(found => found.violations.flatMap(rule =>
                      rule.nodes.map(node => rule.id + ': ' + node.target + ' ' + node.failureSummary)))
                    """)))
        .as("what axe finds")
        .isEmpty();
  }

  /// Goes round with the tab key: everything is reached, in the order in which it is read, and
  /// seen.
  private static void assertKeyboard(Page page) {
    List<String> inOrder = strings(page.evaluate("() => window.pageFocusable()"));
    List<String> reached = new ArrayList<>();
    for (int tab = 0; tab < inOrder.size(); tab++) {
      page.keyboard().press("Tab");
      reached.add((String) page.evaluate("() => window.pageFocused()"));
    }
    assertThat(inOrder).hasSizeBetween(2, TABS_MAX);
    assertThat(reached).isEqualTo(inOrder);
  }

  private static List<String> strings(Object found) {
    return ((List<?>) found).stream().map(String.class::cast).toList();
  }

  private static void picture(Page page, PageState state, int width) throws IOException {
    String folder = System.getProperty("screenshots");
    if (folder == null) return;
    Page.ScreenshotOptions whole =
        new Page.ScreenshotOptions().setFullPage(true).setCaret(ScreenshotCaret.INITIAL);
    SmallPicture.write(
        page.screenshot(whole), Path.of(folder, state.name() + "-" + width + ".png"));
  }

  private static String axe() {
    try (Stream<URL> found = BrowserTest.class.getClassLoader().resources("axe.min.js");
        InputStream in = found.findFirst().orElseThrow().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(BrowserTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
