package farkeep.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
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
import java.util.Objects;
import java.util.stream.Stream;

/// A page as a browser shows it, on a desk and on a phone, and what somebody could find wrong with
/// it: faults of layout, what axe finds, words on the console, requests to elsewhere, too many
/// bytes, a tab key that goes astray.
public final class SoundPage {
  /// Widths at which pages are looked at.
  public static final int DESK = 1280;

  /// The width of a small phone.
  public static final int PHONE = 390;

  private static final int HEIGHT = 900;
  private static final int BYTES_MAX = 60 * 1024;
  private static final int TABS_MAX = 60;
  private static final String FAULTS = resource("page-faults.js");
  private static final String AXE = axe();

  /// Everything that axe knows of WCAG 2.2 AA, and more.
  private static final String ALL_RULES =
      "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

  /// The rules of axe that look at where things are, not only at what they are.
  private static final String RULES_OF_PLACE =
      """
      {type: 'rule', values: ['color-contrast', 'target-size', 'scrollable-region-focusable',
        'link-in-text-block', 'meta-viewport', 'css-orientation-lock', 'avoid-inline-spacing']}
      """;

  private final Browser browser;
  private final String origin;
  private final String path;
  private final boolean dark;

  /// @param origin `http://127.0.0.1:8080`, without a slash behind it
  /// @param path of the page, with a slash in front of it
  /// @param dark whether the reader's device is
  public SoundPage(Browser browser, String origin, String path, boolean dark) {
    this.browser = browser;
    this.origin = origin;
    this.path = path;
    this.dark = dark;
  }

  /// Opens the page at both widths and fails if anything is wrong with it. With `-Dscreenshots=DIR`
  /// leaves its pictures there.
  ///
  /// @param name of its pictures
  /// @return its first heading
  public String look(String name) throws IOException {
    List<String> troubles = new ArrayList<>();
    long[] bytes = {0};
    String sentence;
    try (BrowserContext context = browser.newContext(options())) {
      Page page = context.newPage();
      page.onConsoleMessage(message -> troubles.add("console: " + message.text()));
      page.onPageError(troubles::add);
      page.onRequestFailed(request -> troubles.add("failed: " + request.url()));
      page.onRequest(request -> {
        if (!request.url().startsWith(origin + "/")) troubles.add("asks " + request.url());
      });
      page.onResponse(response -> bytes[0] += response.body().length);
      boolean missing = page.navigate(origin + path).status() == 404;
      if (missing) troubles.removeIf(text -> text.contains("404"));
      sentence = atBothWidths(page, name);
      assertKeyboard(page);
    }
    assertThat(troubles).isEmpty();
    assertThat(bytes[0])
        .as("bytes of the page, its style and its icon")
        .isBetween(1L, (long) BYTES_MAX);
    return sentence;
  }

  private Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(DESK, HEIGHT)
        .setLocale("en-GB")
        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
  }

  /// Where the same elements are seen at both widths, the second time only the rules are run that
  /// can come to another end.
  private String atBothWidths(Page page, String name) throws IOException {
    page.evaluate(AXE);
    assertSound(page, ALL_RULES);
    picture(page, name, DESK);
    Object seen = seen(page);
    page.setViewportSize(PHONE, HEIGHT);
    assertSound(page, seen(page).equals(seen) ? RULES_OF_PLACE : ALL_RULES);
    picture(page, name, PHONE);
    List<String> headings = page.locator("h1").allInnerTexts();
    assertThat(headings).as("first headings").hasSize(1);
    return headings.getFirst();
  }

  private static Object seen(Page page) {
    return page.evaluate(
        "() => [...document.querySelectorAll('*')].map(e => e.checkVisibility() ? 1 : 0).join('')");
  }

  private static void assertSound(Page page, String rules) {
    assertThat(strings(page.evaluate(FAULTS))).as("faults in the layout").isEmpty();
    assertThat(
            strings(
                page.evaluate(
                    """
                    () => axe.run(document, {runOnly: RULES, resultTypes: ['violations']})
                      .then(found => found.violations.flatMap(rule =>
                        rule.nodes.map(node => rule.id + ': ' + node.target + ' ' + node.failureSummary)))
                    """
                        .replace("RULES", rules))))
        .as("what axe finds")
        .isEmpty();
  }

  /// Goes round with the tab key: everything is reached, in the order in which it is read, and
  /// seen.
  private static void assertKeyboard(Page page) {
    List<String> inOrder = strings(page.evaluate("() => window.pageFocusable()"));
    assertThat(inOrder).hasSizeBetween(2, TABS_MAX);
    page.evaluate(
        "() => { window.reached = [];"
            + " addEventListener('focusin', () => window.reached.push(window.pageFocused())); }");
    inOrder.forEach(_ -> page.keyboard().press("Tab"));
    assertThat(strings(page.evaluate("() => window.reached"))).isEqualTo(inOrder);
  }

  private static List<String> strings(Object found) {
    return ((List<?>) found).stream().map(String.class::cast).toList();
  }

  private static void picture(Page page, String name, int width) throws IOException {
    String folder = System.getProperty("screenshots");
    if (folder == null) return;
    Page.ScreenshotOptions whole =
        new Page.ScreenshotOptions().setFullPage(true).setCaret(ScreenshotCaret.INITIAL);
    SmallPicture.write(page.screenshot(whole), Path.of(folder, name + "-" + width + ".png"));
  }

  private static String axe() {
    try (Stream<URL> found = SoundPage.class.getClassLoader().resources("axe.min.js");
        InputStream in = found.findFirst().orElseThrow().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(SoundPage.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
