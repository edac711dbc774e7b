package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pairing by the QR code on the box's page, and by the text that it holds.
class PairByTextTest {
  private static final String PAGE = "127.0.0.1:0";

  @TempDir Path directory;

  private RunningBox box(String name) throws Exception {
    return RunningBox.start(Programs.built(), directory.resolve(name), 0, "--page", PAGE);
  }

  private Home home() throws Exception {
    Home home = new Home(Programs.built(), directory.resolve("home"));
    home.must("init", "--yes");
    return home;
  }

  @Test
  void the_picture_on_the_page_is_all_that_a_home_needs() throws Exception {
    Path letters = Files.createDirectories(directory.resolve("letters"));
    Files.writeString(letters.resolve("a.txt"), "dear aunt");
    try (RunningBox box = box("box")) {
      Home home = home();
      List<String> seen = seenOn(box.page());
      assertThat(seen).hasSize(5).allMatch(seen.getFirst()::equals);

      home.must("pair", seen.getFirst(), "--mdns", "off");
      home.must("add", letters.toString());
      home.must("sync");
      home.must("restore", "letters", "--to", directory.resolve("back").toString());

      assertThat(directory.resolve("back/a.txt")).hasContent("dear aunt");
      Programs.Ended again = home.run("pair", seen.getFirst(), "--mdns", "off");
      assertThat(again.err()).contains("this text was used, or is older than 10 minutes");
      assertThat(again.exit()).as(again.err()).isEqualTo(5);
    }
  }

  /// The text on the page, and what its picture holds by day and by night, on a desk and on a
  /// phone.
  private static List<String> seenOn(String address) throws Exception {
    List<String> seen = new ArrayList<>();
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(
                            Path.of(System.getProperty("chromium", "/usr/bin/chromium")))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic")))) {
      Page page = browser.newPage();
      page.setDefaultTimeout(Programs.PATIENCE.toMillis());
      page.navigate(address);
      seen.add(page.locator(".pairing code").innerText());
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        for (int width : List.of(1280, 390)) {
          page.setViewportSize(width, 900);
          seen.add(decoded(page.locator("svg.qr").screenshot()));
        }
      }
    }
    return seen;
  }

  /// What the picture holds. A reader of several codes is asked, though there is one: ZXing's
  /// reader of one code takes data for a corner in some 15 of 1,000 pictures that are right, where
  /// a phone only needs to be moved; this one tries other corners then.
  private static String decoded(byte[] png) throws Exception {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    BinaryBitmap bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    Result[] codes = new QRCodeMultiReader().decodeMultiple(bitmap);
    assertThat(codes).hasSize(1);
    return codes[0].getText();
  }

  @Test
  void a_text_from_the_standard_input_pairs_too_and_an_older_one_does_not() throws Exception {
    try (RunningBox box = box("box")) {
      Home home = home();
      String older = box.pairingText();
      Path file = Files.writeString(directory.resolve("text"), "  " + box.pairingText() + "\n");

      Programs.Ended wrong = home.run("pair", older, "--mdns", "off");
      assertThat(wrong.err()).contains("let the box show a new code");
      assertThat(wrong.exit()).as(wrong.err()).isEqualTo(5);

      home.reading(file, "pair", "-", "--name", "attic", "--mdns", "off").well();
      assertThat(home.must("boxes").out()).contains("attic");
    }
  }

  @Test
  void the_text_of_one_box_says_nothing_to_another_one_in_its_place() throws Exception {
    RunningBox right = box("right");
    String text = right.pairingText();
    right.stop();
    try (RunningBox other =
        RunningBox.start(Programs.built(), directory.resolve("other"), right.address().getPort())) {
      String code = other.pairingCode();
      Home home = home();
      for (int i = 0; i < 4; i++) {
        Programs.Ended ended = home.run("pair", text, "--mdns", "off");
        assertThat(ended.err()).contains("nothing was sent to it");
        assertThat(ended.exit()).as(ended.err()).isEqualTo(5);
      }
      assertThat(other.log()).doesNotContain("pairing failed");

      home.must("pair", "127.0.0.1:" + other.address().getPort(), "--code", code);
    }
  }
}
