package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.web.browser.Chromium;
import farkeep.web.browser.SoundPage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of a real box, which a home was paired with by the code that stands there. With
/// `-Dscreenshots=DIR` it leaves the picture of such a box.
@Tag("browser")
class RealPageTest {
  private static final String[] PAGE = {"--page", "127.0.0.1:0", "--mdns", "off"};

  @TempDir Path directory;

  @Test
  void a_home_is_paired_with_the_code_on_the_page_and_its_copy_shows_there() throws Exception {
    Programs programs = Programs.built();
    Home home = new Home(programs, directory.resolve("home"));
    home.must("init", "--yes");
    Path tree = directory.resolve("family");
    Trees.mixed(tree, 40, 12 << 20, 5);
    try (RunningBox box = RunningBox.start(programs, directory.resolve("box"), 0, PAGE);
        PageOfBox page = new PageOfBox(box)) {
      String first = page.code();
      assertThat(page.act("pair", "http://elsewhere.example")).as("another site").isEqualTo(403);
      assertThat(page.code()).isEqualTo(first);

      press(box);
      assertThat(page.act("pair", page.origin())).isEqualTo(303);
      String code = page.code();
      assertThat(code).as("a new one").isNotEqualTo(first);
      assertThat(page.sentence()).isEqualTo("The box can be paired now.");
      home.must("pair", "127.0.0.1:" + box.address().getPort(), "--code", code);

      assertThatThrownBy(page::code).as("the window is closed").hasMessageStartingWith("no ");
      home.must("add", tree.toString());
      home.must("sync");
      assertThat(page.sentence())
          .isIn("Safe. Last copy moments ago.", "Safe. A copy is coming in now.");
      assertThat(page.read("/health.json")).doesNotContain("family");
      look(page);
    }
  }

  private static void press(RunningBox box) throws Exception {
    Programs programs = box.programs();
    List<String> arguments = List.of("press", "--data", box.data().toString());
    Programs.run(programs.box(), programs.environment(), arguments).well();
  }

  private static void look(PageOfBox page) throws Exception {
    try (Chromium chromium = new Chromium()) {
      String sentence = new SoundPage(chromium.browser(), page.origin(), "/", false).look("real");
      assertThat(sentence).startsWith("Safe.");
      String actions =
          new SoundPage(chromium.browser(), page.origin(), "/actions", false).look("real-actions");
      assertThat(actions).isEqualTo("What you can do");
    }
  }
}
