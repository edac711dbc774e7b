package farkeep.home.events;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.state.StateDirectory;
import farkeep.objects.port.Clocks;
import farkeep.objects.system.SystemClocks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private final Clocks clocks = new SystemClocks();

  @TempDir Path directory;

  @Test
  void what_happened_is_read_back_in_order() throws Exception {
    try (StateDirectory state = StateDirectory.open(directory.resolve("state"))) {
      new EventLog(state, clocks).say("outage", "attic", "off 03:12-06:40, power; nothing lost");
      new EventLog(state, clocks).say("alarm", "", "a line\nof two");
      assertThat(new EventLog(state, clocks).all())
          .extracting(Happening::text)
          .containsExactly("off 03:12-06:40, power; nothing lost", "a line\nof two");
    }
  }

  @Test
  void the_oldest_is_forgotten_and_long_texts_are_cut() throws Exception {
    try (StateDirectory state = StateDirectory.open(directory.resolve("state"))) {
      String full =
          IntStream.range(0, EventLog.LINES_MAX)
              .mapToObj("{\"time\":\"t\",\"kind\":\"k\",\"box\":\"\",\"text\":\"%d\"}\n"::formatted)
              .collect(Collectors.joining());
      state.write("events.log", full.getBytes(StandardCharsets.UTF_8));
      EventLog log = new EventLog(state, clocks);
      log.say("k", "", "x".repeat(EventLog.TEXT_MAX + 1));
      assertThat(log.all()).hasSize(EventLog.LINES_MAX);
      assertThat(log.all().getFirst().text()).isEqualTo("1");
      assertThat(log.all().getLast().text()).hasSize(EventLog.TEXT_MAX).endsWith("…");
    }
  }

  @Test
  void a_line_that_can_not_be_read_hides_no_other() throws Exception {
    try (StateDirectory state = StateDirectory.open(directory.resolve("state"))) {
      EventLog log = new EventLog(state, clocks);
      log.say("k", "", "first");
      Path file = state.path().resolve("events.log");
      Files.writeString(file, Files.readString(file) + "{broken\n");
      log.say("k", "", "last");
      assertThat(log.all()).extracting(Happening::text).containsExactly("first", "last");
    }
  }
}
