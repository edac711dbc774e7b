package farkeep.panel.lights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On files like those of a Raspberry Pi 4.
class BoardLightsTest {
  private static final Lit ALL_ON = new Lit(true, true, true, true, true);
  private static final Lit WELL = Pattern.IDLE.at(Duration.ZERO);

  @TempDir Path leds;

  @BeforeEach
  void a_board() throws IOException {
    led("ACT", "none usb-gadget rc-feedback [mmc0] timer oneshot heartbeat default-on", "0", "255");
    led(
        "PWR",
        "none usb-gadget rc-feedback mmc0 timer oneshot heartbeat [default-on]",
        "255",
        "255");
  }

  private void led(String name, String trigger, String brightness, String most) throws IOException {
    Path directory = Files.createDirectories(leds.resolve(name));
    Files.writeString(directory.resolve("trigger"), trigger + "\n");
    Files.writeString(directory.resolve("brightness"), brightness + "\n");
    Files.writeString(directory.resolve("max_brightness"), most + "\n");
  }

  private String read(String file) throws IOException {
    return Files.readString(leds.resolve(file)).strip();
  }

  @Test
  void the_lamps_are_taken_from_the_kernel_and_given_back() throws IOException {
    try (BoardLights lights = new BoardLights(leds)) {
      assertThat(lights.lacks()).isEmpty();
      assertThat(List.of(read("ACT/trigger"), read("PWR/trigger"))).containsOnly("none");
      lights.show(ALL_ON);
      assertThat(List.of(read("ACT/brightness"), read("PWR/brightness"))).containsOnly("255");
      lights.show(WELL);
      assertThat(List.of(read("ACT/brightness"), read("PWR/brightness")))
          .containsExactly("255", "0");
      lights.show(Lit.NONE);
      assertThat(read("ACT/brightness")).isEqualTo("0");
    }
    assertThat(List.of(read("ACT/trigger"), read("PWR/trigger")))
        .containsExactly("mmc0", "default-on");
    assertThat(read("PWR/brightness")).isEqualTo("255");
  }

  @Test
  void older_kernels_names_and_one_lamp_alone_do_as_well() throws IOException {
    Files.move(leds.resolve("ACT"), leds.resolve("led0"));
    Files.move(leds.resolve("PWR"), leds.resolve("no-longer-PWR"));
    try (BoardLights lights = new BoardLights(leds)) {
      assertThat(lights.lacks()).isEmpty();
      lights.show(ALL_ON);
      assertThat(read("led0/brightness")).isEqualTo("255");
      assertThat(read("no-longer-PWR/trigger")).contains("[default-on]");
    }
  }

  @Test
  void a_machine_without_lamps_says_what_it_lacks(@TempDir Path nothing) throws IOException {
    try (BoardLights lights = new BoardLights(nothing)) {
      assertThat(lights.lacks()).contains("the board has no light ACT in " + nothing);
      lights.show(ALL_ON);
    }
  }

  @Test
  void a_lamp_that_can_not_be_used_is_named_and_the_other_plays_on() throws IOException {
    Files.delete(leds.resolve("ACT/brightness"));
    Files.createDirectory(leds.resolve("ACT/brightness"));
    try (BoardLights lights = new BoardLights(leds)) {
      assertThat(lights.lacks().orElseThrow()).contains("light ACT can't be used");
      lights.show(ALL_ON);
      assertThat(read("PWR/brightness")).isEqualTo("255");
    }
  }

  @Test
  void a_lamp_that_goes_away_fails_and_does_not_stop_the_other() throws IOException {
    try (BoardLights lights = new BoardLights(leds)) {
      Files.delete(leds.resolve("ACT/brightness"));
      assertThatThrownBy(() -> lights.show(ALL_ON)).isInstanceOf(IOException.class);
      assertThat(read("PWR/brightness")).isEqualTo("255");
    }
  }

  @Test
  void a_file_without_end_is_read_to_its_bound() throws IOException {
    Files.writeString(
        leds.resolve("ACT/trigger"), "x".repeat(BoardLed.FILE_BYTES_MAX) + " [heartbeat]");
    new BoardLights(leds).close();
    assertThat(read("ACT/trigger")).isEqualTo("none");
  }

  @Test
  void several_sets_of_lamps_show_the_same_and_lack_only_what_all_lack() throws IOException {
    try (SeveralLights both =
        new SeveralLights(List.of(new AbsentLights("no GPIO"), new BoardLights(leds)))) {
      both.show(ALL_ON);
      assertThat(both.lacks()).isEmpty();
    }
    SeveralLights none = new SeveralLights(List.of(new AbsentLights("a"), new AbsentLights("b")));
    assertThat(none.lacks()).contains("a; b");
    assertThat(new SeveralLights(List.of()).lacks()).contains("no lights are set up");
    none.show(ALL_ON);
    none.close();
  }
}
