package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import farkeep.web.browser.Chromium;
import farkeep.web.browser.SoundPage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Every page in Debian's Chromium, on a desk and on a phone. With `-Dscreenshots=DIR` it also
/// leaves their pictures there.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
  /// As many as Chromium opens connections to one host.
  private static final int TABS = 6;

  @SuppressWarnings("NullAway.Init")
  private Chromium chromium;

  @BeforeAll
  void launch() {
    chromium = new Chromium();
  }

  @AfterAll
  void quit() {
    chromium.close();
  }

  @TestFactory
  Stream<DynamicTest> every_page_is_sound_at_both_widths() {
    return PageState.all().stream()
        .map(state -> DynamicTest.dynamicTest(state.name(), () -> look(state)));
  }

  private void look(PageState state) throws IOException {
    try (StatusServer server = state.box().serve()) {
      SoundPage page =
          new SoundPage(chromium.browser(), origin(server), state.path(), state.dark());
      assertThat(page.look(state.name())).isEqualTo(state.sentence());
    }
  }

  private static String origin(StatusServer server) {
    return "http://127.0.0.1:" + server.address().getPort();
  }

  /// All of them wait for the box at once, each on a connection of its own, and then come again.
  @Test
  void a_browser_with_many_tabs_gets_a_page_in_each() throws IOException {
    FakeBox box = new FakeBox();
    box.hurries = true; // or they are too many for a second
    try (StatusServer server = box.serve();
        BrowserContext context = chromium.browser().newContext()) {
      List<Page> tabs = IntStream.range(0, TABS).mapToObj(_ -> context.newPage()).toList();
      for (int twice = 0; twice < 2; twice++) {
        box.hold(TABS);
        for (Page tab : tabs) {
          tab.evaluate("url => { setTimeout(() => location.href = url) }", origin(server) + "/");
        }
        for (Page tab : tabs) {
          tab.waitForURL(origin(server) + "/");
          assertThat(tab.locator("h1").innerText()).isEqualTo(Sample.SAFE.sentence());
        }
      }
    }
  }
}
