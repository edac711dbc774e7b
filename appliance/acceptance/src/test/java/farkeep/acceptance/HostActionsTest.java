package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the host can do on the page of a running box, as a browser asks for it, and what becomes of
/// it at home.
class HostActionsTest {
  private static final Pattern PAGE = Pattern.compile("page on (http://[^\\s]+)/");

  @TempDir Path directory;

  /// The page of a box, and a browser before it.
  private record Browser(RunningBox box, String site) {
    static Browser of(RunningBox box) throws IOException {
      Matcher pages = PAGE.matcher(box.log());
      String last = null;
      while (pages.find()) last = pages.group(1);
      assertThat(last).as(box.log()).isNotNull();
      return new Browser(box, last);
    }

    String get(String path) throws IOException, InterruptedException {
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(site + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      }
    }

    HttpResponse<String> post(String action, String... fields)
        throws IOException, InterruptedException {
      StringBuilder form = new StringBuilder();
      for (int i = 0; i < fields.length; i += 2) {
        form.append(i == 0 ? "" : "&").append(fields[i]).append('=');
        form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
      }
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(site + "/actions/" + action))
                .header("Origin", site)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
      }
    }

    /// Does an action, and follows to the page that tells what came of it.
    String act(String action, String... fields) throws IOException, InterruptedException {
      HttpResponse<String> answer = post(action, fields);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
      return get(answer.headers().firstValue("Location").orElseThrow());
    }

    /// Waits until the box says of itself what is expected; the page asks it once a second.
    void awaitHealth(String part) throws IOException, InterruptedException {
      long end = System.nanoTime() + Programs.PATIENCE.toNanos();
      String health = "";
      while (System.nanoTime() < end) {
        health = get("/health.json");
        if (health.contains(part)) return;
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(health).contains(part);
    }

    void press() throws IOException, InterruptedException {
      boxCommand(box, "press").well();
    }
  }

  private static Programs.Ended boxCommand(RunningBox box, String command)
      throws IOException, InterruptedException {
    return Programs.run(
        box.programs().box(),
        box.programs().environment(),
        List.of(command, "--data", box.data().toString()));
  }

  private static String[] page(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"--page", "127.0.0.1:0", "--mdns", "off"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return all;
  }

  private Path photos() throws IOException {
    Path tree = Files.createDirectories(directory.resolve("photos"));
    Trees.random(tree.resolve("a.jpg"), 3 << 20, 1);
    return tree;
  }

  @Test
  void a_paused_box_says_so_at_home_over_a_restart_and_goes_on_when_it_is_let() throws Exception {
    Path tree = photos();
    try (Pair pair = Pair.make(directory.resolve("pair"), page())) {
      pair.home().must("add", tree.toString());
      pair.home().must("sync");
      Browser browser = Browser.of(pair.box());
      browser.press();

      assertThat(browser.act("pause", "hours", "3")).contains("takes nothing until");

      browser.awaitHealth("\"code\":\"paused\"");
      assertThat(boxCommand(pair.box(), "status").out()).contains("Nothing is received until");
      Trees.random(tree.resolve("b.jpg"), 2 << 20, 2);
      Programs.Ended paused = pair.home().run("sync");
      assertThat(paused.err()).contains("the box is paused by its host until 20");
      assertThat(paused.exit()).as(paused.err()).isEqualTo(10);
      Path back = directory.resolve("back");
      pair.home().must("restore", "photos", "--to", back.toString());
      assertThat(back.resolve("a.jpg")).hasSameBinaryContentAs(tree.resolve("a.jpg"));

      pair.box().stop();
      pair.restartBox(page());
      Browser again = Browser.of(pair.box());
      assertThat(again.get("/health.json")).contains("\"code\":\"paused\"");
      assertThat(pair.home().run("sync").exit()).isEqualTo(10);
      again.press();
      assertThat(again.act("resume")).contains("The box goes on.");

      pair.home().must("sync");
      assertThat(again.get("/")).contains("Somebody here paused the box.", "let the box go on.");
    }
  }

  @Test
  void a_daemon_at_home_waits_for_the_end_of_a_pause_and_then_sends() throws Exception {
    Path tree = photos();
    try (Pair pair = Pair.make(directory.resolve("pair"), page())) {
      pair.home().must("add", tree.toString());
      Browser browser = Browser.of(pair.box());
      browser.press();
      browser.act("pause", "hours", "1");
      Process daemon = pair.home().startDaemon();
      try {
        awaitStatus(pair.home(), "is paused by its host until");
        browser.act("resume");
        awaitStatus(pair.home(), "Everything that was seen is kept.");
      } finally {
        daemon.destroyForcibly().waitFor();
      }
    }
  }

  private static void awaitStatus(Home home, String part) throws Exception {
    long end = System.nanoTime() + Programs.PATIENCE.toNanos();
    String status = "";
    while (System.nanoTime() < end) {
      status = home.run("status").out();
      if (status.contains(part)) return;
    }
    assertThat(status).contains(part);
  }

  @Test
  void a_box_that_is_safe_to_unplug_writes_nothing_until_it_is_let_and_loses_nothing()
      throws Exception {
    Path tree = photos();
    try (Pair pair = Pair.make(directory.resolve("pair"), page())) {
      pair.home().must("add", tree.toString());
      pair.home().must("sync");
      Browser browser = Browser.of(pair.box());
      browser.press();

      assertThat(browser.act("unplug")).containsAnyOf("You may pull the plug.", "finishes writing");

      browser.awaitHealth("\"code\":\"safe-to-unplug\"");
      assertThat(browser.get("/")).contains("safe to unplug");
      Programs.Ended code = boxCommand(pair.box(), "pair");
      assertThat(code.exit()).isEqualTo(1);
      assertThat(code.err()).contains("made safe to unplug");
      Trees.random(tree.resolve("b.jpg"), 2 << 20, 2);
      Programs.Ended away = pair.home().run("sync");
      assertThat(away.exit()).as(away.err()).isEqualTo(4);
      assertThat(browser.act("resume")).contains("The box goes on.");
      pair.home().must("sync");

      browser.act("unplug");
      browser.awaitHealth("\"code\":\"safe-to-unplug\"");
      pair.box().kill();
      pair.restartBox(page());
      assertThat(Browser.of(pair.box()).get("/health.json")).doesNotContain("safe-to-unplug");
      Path back = directory.resolve("back");
      pair.home().must("restore", "photos", "--to", back.toString());
      Trees.mustBeEqual(tree, back);
    }
  }

  @Test
  void a_box_shuts_its_machine_down_once_everything_is_closed() throws Exception {
    Path off = directory.resolve("machine-is-off");
    Path box = directory.resolve("box");
    try (RunningBox running =
        RunningBox.start(Programs.built(), box, 0, page("--shutdown", "/usr/bin/touch " + off))) {
      Browser browser = Browser.of(running);
      browser.press();
      assertThat(browser.get("/actions")).contains("Yes, shut it down");

      assertThat(browser.post("shut-down").statusCode()).isEqualTo(303);

      Process ended = running.onExit().get(1, TimeUnit.MINUTES);
      assertThat(ended.exitValue()).isZero();
      assertThat(off).exists();
      assertThat(running.log()).contains("box stopped").contains("machine is switched off");
    }
  }

  @Test
  void nothing_is_done_or_offered_that_the_box_cannot_do_or_that_nobody_may_do_now()
      throws Exception {
    try (RunningBox box =
        RunningBox.start(
            Programs.built(),
            directory.resolve("box"),
            0,
            page("--lights", "off", "--gpio", "off"))) {
      Browser browser = Browser.of(box);
      browser.press();

      String offered = browser.get("/actions");

      assertThat(offered).contains("Pause", "Leave room for others", "Safe to unplug");
      assertThat(offered).doesNotContain("Shut down", "Find the box");
      assertThat(browser.post("shut-down").statusCode()).isIn(404, 409);
      assertThat(browser.post("acknowledge", "cause", "disk-worn").statusCode()).isEqualTo(409);
      assertThat(browser.post("pause", "hours", "73").statusCode()).isEqualTo(400);
      assertThat(browser.get("/health.json")).doesNotContain("paused");
    }
  }

  @Test
  void bounds_are_told_bounded_and_stay_over_a_restart() throws Exception {
    try (RunningBox box = RunningBox.start(Programs.built(), directory.resolve("box"), 0, page())) {
      Browser browser = Browser.of(box);
      browser.press();
      assertThat(browser.post("cap", "from1", "8", "to1", "9", "rate1", "0.05").statusCode())
          .isEqualTo(409);

      browser.act("cap", "from1", "22", "to1", "6", "rate1", "2,5", "rate2", "");

      String note = "at most 2.5 Mbit/s";
      assertThat(browser.get("/")).contains(note);
      box.stop();
      try (RunningBox again = box.again(page())) {
        assertThat(Browser.of(again).get("/")).contains(note);
      }
    }
  }

  @Test
  void a_cause_that_the_host_knows_is_marked_and_stays_so_over_a_restart() throws Exception {
    String[] full = page("--reserve-bytes", "900TiB");
    try (Pair pair = Pair.make(directory.resolve("pair"), page())) {
      pair.box().stop();
      pair.restartBox(full);
      Browser browser = Browser.of(pair.box());
      browser.awaitHealth("\"code\":\"disk-full\"");
      browser.press();

      assertThat(browser.act("acknowledge", "cause", "disk-full"))
          .contains("The box knows that you know.");

      browser.awaitHealth("\"acknowledged\":true");
      pair.box().stop();
      pair.restartBox(full);
      assertThat(Browser.of(pair.box()).get("/health.json")).contains("\"acknowledged\":true");
    }
  }
}
