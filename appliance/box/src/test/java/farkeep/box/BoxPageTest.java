package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of the program as it runs.
class BoxPageTest {
  private static final Pattern PAGE = Pattern.compile("page on (http://[^\\s]+)");
  private static final Pattern CODE = Pattern.compile("([0-9]{4}) ([0-9]{4})");

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) process.destroyForcibly().waitFor();
  }

  private Path start(String page) throws IOException, InterruptedException {
    Path out = directory.resolve("out-" + started.size());
    Path ready = directory.resolve("ready-" + started.size());
    Process box =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "farkeep.box.BoxMain",
                "run",
                "--data",
                directory.resolve("data").toString(),
                "--listen",
                "127.0.0.1:0",
                "--mdns",
                "off",
                "--reserve-bytes",
                "0",
                "--page",
                page,
                "--ready-file",
                ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    started.add(box);
    while (!Files.exists(ready)) {
      assertThat(box.isAlive()).as(Files.readString(out)).isTrue();
      Thread.onSpinWait();
    }
    return out;
  }

  private static String get(String address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  @Test
  void a_box_that_belongs_to_nobody_shows_its_pairing_code() throws Exception {
    String out = Files.readString(start("127.0.0.1:0"));
    Matcher page = PAGE.matcher(out);
    assertThat(page.find()).as(out).isTrue();

    String html = get(page.group(1));

    assertThat(html).contains("The box can be paired now.");
    Matcher code = CODE.matcher(html);
    assertThat(code.find()).isTrue();
    assertThat(out).contains(code.group(1) + "-" + code.group(2));
    assertThat(get(page.group(1) + "health.json")).contains("\"pairing\"", "\"state\":\"working\"");
    assertThat(get(page.group(1) + "metrics")).contains("farkeep_cause{code=\"pairing\"} 1");
  }

  @Test
  void a_page_that_cannot_be_opened_keeps_no_box_from_its_work() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Path out = start("127.0.0.1:" + taken.getLocalPort());

      assertThat(Files.readString(out))
          .contains("page was not opened", "listening on 127.0.0.1:")
          .doesNotContain("page on");
    }
  }

  @Test
  void no_page_is_opened_where_none_is_wanted() throws Exception {
    assertThat(Files.readString(start("off"))).doesNotContain("page");
  }
}
