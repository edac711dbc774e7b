package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.web.box.view.State;
import farkeep.web.box.view.Verdict.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
  private static final String FORM =
      " HTTP/1.1\r\nHost: farkeep.local\r\nOrigin: http://farkeep.local\r\nConnection: close\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n";

  private final FakeBox box = new FakeBox();

  @SuppressWarnings("NullAway.Init")
  private StatusServer server;

  @BeforeEach
  void serve() throws IOException {
    box.windowLeft = Duration.ofMinutes(3);
    server = box.serve();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Raw.Answer get(String target, String... fields) throws IOException {
    box.now = box.now.plusSeconds(2);
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return Raw.ask(
        server.address(),
        "GET "
            + target
            + " HTTP/1.1\r\nHost: farkeep.local\r\n"
            + more
            + "Connection: close\r\n\r\n");
  }

  private Raw.Answer act(String target) throws IOException {
    box.now = box.now.plusSeconds(2);
    return Raw.ask(server.address(), "POST /actions/" + target + FORM);
  }

  @Test
  void the_page_says_the_sentence_in_the_readers_language() throws IOException {
    assertThat(get("/").body())
        .contains("lang=\"en\"", ">" + Sample.SAFE.sentence() + "<", "All is well");
    Raw.Answer german = get("/", "Accept-Language: de-CH, en;q=0.5");
    assertThat(german.body()).contains("lang=\"de\"", "Alles in Ordnung");
    assertThat(get("/?lang=en", "Accept-Language: de").body()).contains("All is well");
  }

  @Test
  void the_page_comes_again_each_minute_unless_the_reader_stops_it() throws IOException {
    assertThat(get("/?lang=de").header("Refresh")).isEqualTo("60; url=/?lang=de");
    assertThat(get("/?lang=de").body()).contains("href=\"/?lang=de&amp;still=1\"");
    assertThat(get("/?lang=de&still=1").header("Refresh")).isNull();
    assertThat(get("/actions").header("Refresh")).as("somebody types there").isNull();
    box.view = Sample.with(box.view, Sample.controls(Sample.pairing()));
    assertThat(get("/").header("Refresh")).isEqualTo("15; url=/");
  }

  @Test
  void a_pairing_code_is_shown_until_its_window_closes() throws IOException {
    box.view = Sample.with(box.view, Sample.controls(Sample.pairing()));
    assertThat(get("/").body()).contains("4071 9326", "QR code with the pairing code 4071 9326");
    box.now = Sample.pairing().until();
    assertThat(get("/").body()).doesNotContain("4071");
  }

  @Test
  void what_comes_from_outside_is_only_text() throws IOException {
    String markup = "<script>alert('x')</script>\"'&${1234*4321}__${1234*4321}__[[${1234*4321}]]";
    box.view = Sample.full(new Cause("odd", State.FAULT, markup, markup, Optional.empty(), false));
    for (String page : new String[] {"/", "/actions"}) {
      assertThat(get(page).body())
          .contains("&lt;script&gt;", "__${1234*4321}__[[${1234*4321}]]")
          .doesNotContain("<script", "5332114");
    }
  }

  @Test
  void an_action_is_answered_with_the_way_to_a_page_that_tells_it_once() throws IOException {
    Raw.Answer done = act("blink?lang=de");
    assertThat(done.status()).isEqualTo(303);
    String next = Optional.ofNullable(done.header("Location")).orElseThrow();
    assertThat(next).matches("/actions\\?lang=de&told=[0-9a-f]{16}");
    assertThat(get(next).body()).contains(FakeBox.DONE);
    assertThat(get(next).body()).doesNotContain(FakeBox.DONE);
    assertThat(act("pair").header("Location")).matches("/\\?told=[0-9a-f]{16}");
    assertThat(box.performed)
        .containsExactly(new HostAction.Blink(), new HostAction.ShowPairingCode());
  }

  @Test
  void no_more_answers_are_kept_than_there_is_room_for() throws IOException {
    Notices notices = new Notices();
    String first = notices.keep("first");
    for (int i = 1; i < Notices.KEPT_MAX; i++) notices.keep("more");
    String last = notices.keep("last");
    assertThat(notices.take(first)).isEmpty();
    assertThat(notices.take(last)).contains("last");
  }

  @Test
  void a_refusal_is_told_and_a_failure_hides_what_failed() throws IOException {
    box.failure = new RefusedException("Pair first, then pause.");
    assertThat(act("blink").status()).isEqualTo(409);
    assertThat(act("blink").body()).contains("Pair first, then pause.");
    box.failure = new IOException("/var/lib/farkeep/secret");
    assertThat(act("blink").status()).isEqualTo(503);
    assertThat(act("blink").body()).doesNotContain("secret");
    for (String page : new String[] {"/", "/actions", "/health.json", "/metrics"}) {
      Raw.Answer failed = get(page);
      assertThat(failed.status()).isEqualTo(503);
      assertThat(failed.body()).contains("can’t say right now").doesNotContain("secret");
      failed.assertProtected();
    }
    box.failure = new IllegalStateException("secret");
    assertThat(get("/").status()).isEqualTo(503);
    assertThat(get("/").body()).doesNotContain("secret");
  }

  @Test
  void what_a_box_can_not_do_is_not_shown_and_not_there() throws IOException {
    box.offered = EnumSet.of(HostAction.Kind.PAUSE);
    assertThat(act("blink").status()).isEqualTo(404);
    assertThat(get("/actions").body()).contains("/actions/pause").doesNotContain("/actions/blink");
    assertThat(box.performed).isEmpty();
  }

  @Test
  void a_closed_window_shows_no_form() throws IOException {
    box.windowLeft = Duration.ZERO;
    assertThat(get("/actions").body())
        .contains("Press the button on the box", "Pause")
        .doesNotContain("<form", "<input");
  }

  @Test
  void a_report_is_a_file_and_half_a_report_is_cut_off() throws IOException {
    Raw.Answer whole = act("support-bundle");
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.header("Content-Type")).isEqualTo("application/zip");
    assertThat(whole.header("Content-Disposition")).contains("farkeep-support.zip");
    assertThat(whole.body()).contains("PK bundle");
    box.failure = new IOException("secret");
    Raw.Answer half = act("support-bundle");
    assertThat(half.body()).doesNotEndWith("0\r\n\r\n").doesNotContain("secret");
  }

  @Test
  void programs_get_their_types() throws IOException {
    assertThat(get("/health.json").header("Content-Type")).isEqualTo("application/json");
    Raw.Answer metrics = get("/metrics");
    assertThat(metrics.header("Content-Type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(metrics.body()).endsWith("# EOF\n");
    assertThat(get("/style.css").header("Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(get("/icon.svg").header("Content-Type")).isEqualTo("image/svg+xml");
  }
}
