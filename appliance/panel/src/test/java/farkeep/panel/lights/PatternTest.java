package farkeep.panel.lights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.panel.ScriptedPace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatternTest {
  private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

  /// The safe limit for flashes: three in any one second (WCAG 2.2, success criterion 2.3.1).
  private static final int FLASHES_A_SECOND_MAX = 3;

  @Test
  void every_pattern_plays_as_it_is_written_down() throws Exception {
    StringBuilder played = new StringBuilder();
    for (Pattern each : Pattern.values()) played.append(timeline(each));
    assertThat(played.toString()).isEqualTo(golden());
  }

  @Test
  void the_document_shows_every_timeline() throws IOException {
    String document = Files.readString(Path.of("../../docs/panel.md"));
    golden()
        .lines()
        .filter(line -> line.startsWith("  "))
        .map(line -> line.replace('#', '█').replace('.', '·'))
        .forEach(line -> assertThat(document).contains(line.strip()));
  }

  @Test
  void one_lamp_is_enough_to_tell_the_patterns_apart() {
    Map<String, Pattern> seen = new HashMap<>();
    for (Pattern each : Pattern.values()) {
      Pattern other = seen.put(coarse(each), each);
      if (bothHeld(each, other)) continue;
      assertThat(other).as("looks like %s", each).isNull();
    }
  }

  private static boolean bothHeld(Pattern one, @Nullable Pattern other) {
    return other != null && one.name().startsWith("HOLD_") && !other.name().startsWith("HOLD_");
  }

  /// What an eye sees that can't measure: short, long or endless light and dark, from the longest
  /// dark on.
  private static String coarse(Pattern pattern) {
    String picture = pattern.rhythm().picture();
    List<String> runs = Arrays.asList(picture.split("(?<=#)(?=\\.)|(?<=\\.)(?=#)"));
    StringBuilder seen = new StringBuilder();
    for (String run : runs) {
      seen.append(run.charAt(0));
      seen.append(run.length() <= 3 ? "short " : run.length() <= 10 ? "long " : "very long ");
    }
    return seen.toString();
  }

  @ParameterizedTest
  @EnumSource
  void no_pattern_flashes_more_than_three_times_a_second(Pattern pattern) {
    String endless = pattern.rhythm().picture().repeat(20);
    for (int from = 0; from + 10 < endless.length(); from++) {
      String second = endless.substring(from, from + 10);
      int flashes = second.split("(?<=\\.)(?=#)", -1).length - 1;
      assertThat(flashes).isLessThanOrEqualTo(FLASHES_A_SECOND_MAX);
    }
  }

  @Test
  void trouble_never_shows_green_and_health_never_shows_red() {
    assertThat(colours(Pattern.NEEDS_HOST)).isEqualTo("amber");
    assertThat(colours(Pattern.NEEDS_OWNER)).isEqualTo("amber");
    assertThat(colours(Pattern.FAULT)).isEqualTo("red");
    assertThat(colours(Pattern.IDLE)).isEqualTo("green");
    assertThat(colours(Pattern.RECEIVING)).isEqualTo("green");
    assertThat(colours(Pattern.SAFE_TO_UNPLUG)).isEqualTo("green");
  }

  private static String colours(Pattern pattern) {
    Lit lit = pattern.at(Duration.ZERO);
    return ((lit.green() ? "green " : "")
            + (lit.amber() ? "amber " : "")
            + (lit.red() ? "red " : ""))
        .strip();
  }

  @Test
  void a_rhythm_is_seen_as_a_whole_within_six_seconds() {
    assertThat(new Rhythm("#".repeat(Rhythm.SIGNS_MAX)).picture()).hasSize(60);
    assertThatThrownBy(() -> new Rhythm("#".repeat(Rhythm.SIGNS_MAX + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rhythm("#x")).hasMessageContaining("not #x");
  }

  private static String timeline(Pattern pattern) throws InterruptedException {
    ScriptedPace pace = new ScriptedPace();
    RecordedLights lights = new RecordedLights(pace);
    LightShow show = new LightShow(lights, pace);
    show.lasting(pattern);
    pace.at(SIX_SECONDS, show::close);
    show.run();
    Map<String, Predicate<Lit>> lamps = new LinkedHashMap<>();
    lamps.put("green ", Lit::green);
    lamps.put("amber ", Lit::amber);
    lamps.put("red   ", Lit::red);
    lamps.put("single", Lit::single);
    StringBuilder text = new StringBuilder(pattern + "\n");
    lamps.forEach((name, lamp) -> {
      String picture = lights.picture(lamp, Duration.ZERO, SIX_SECONDS);
      text.append("  ").append(name).append(' ').append(picture).append('\n');
    });
    return text.toString();
  }

  private static String golden() throws IOException {
    try (InputStream in = PatternTest.class.getResourceAsStream("timelines.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
