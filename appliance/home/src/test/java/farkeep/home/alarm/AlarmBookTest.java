package farkeep.home.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.alarm.AlarmBook.Numbered;
import farkeep.home.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The alarms of an older home go on in a newer one: nobody has to set them again.
class AlarmBookTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/home/alarms.json");
  private static final Instant THEN = Instant.parse("2026-03-01T10:20:30Z");
  private static final List<Numbered> CHANNELS =
      List.of(
          new Numbered(1, new Channel.Desktop(), null),
          new Numbered(
              2,
              new Channel.Webhook("https://x.example/hook", new Secret("/etc/token", null)),
              "taken"),
          new Numbered(
              3, new Channel.Ntfy("https://ntfy.example/box", new Secret(null, "TOKEN")), null),
          new Numbered(
              4,
              new Channel.Email(
                  "anna@x.example",
                  "box@x.example",
                  "mail.x.example:587",
                  Channel.Security.STARTTLS,
                  "anna",
                  new Secret("/etc/mail", null)),
              null));
  private static final List<Standing> TROUBLES =
      List.of(
          new Standing("b1", "Oma", Standing.Kind.SILENT, "Not known why.", THEN, THEN, null),
          new Standing("b2", "Attic", Standing.Kind.REPORTED, "disk-full", THEN, null, THEN));
  private static final Outbox OUTBOX =
      new Outbox(
          List.of(
              new Outbox.Delivery(
                  2,
                  new Message(Message.Kind.ALARM, "b1", "Oma", "SILENT b1", "Silent", "Text", THEN),
                  3,
                  THEN.plusSeconds(60))));

  @TempDir Path directory;

  private void make() throws IOException {
    try (StateDirectory state = StateDirectory.open(directory)) {
      AlarmBook book = new AlarmBook(state);
      book.silentAfter(Duration.ofHours(30));
      book.channels(CHANNELS);
      book.decided(TROUBLES, OUTBOX);
    }
  }

  /// Only for a new version of the format.
  @Test
  @EnabledIfSystemProperty(named = "goldenWrite", matches = "true")
  void the_golden_file_is_written_anew() throws IOException {
    make();
    Files.createDirectories(GOLDEN.getParent());
    Files.write(GOLDEN, Files.readAllBytes(directory.resolve("alarms.json")));
    assertThat(GOLDEN).isNotEmptyFile();
  }

  @Test
  void it_is_written_as_it_was_then() throws IOException {
    make();
    assertThat(directory.resolve("alarms.json")).hasSameBinaryContentAs(GOLDEN);
  }

  @Test
  void what_was_written_then_is_read_today() throws IOException {
    Files.copy(GOLDEN, directory.resolve("alarms.json"));
    try (StateDirectory state = StateDirectory.open(directory)) {
      AlarmBook book = new AlarmBook(state);
      assertThat(book.silentAfter()).isEqualTo(Duration.ofHours(30));
      assertThat(book.channels()).isEqualTo(CHANNELS);
      assertThat(book.standing()).isEqualTo(TROUBLES);
      assertThat(book.outbox()).isEqualTo(OUTBOX);
    }
  }
}
