package farkeep.panel.lights;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.panel.ScriptedPace;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LightShowTest {
  private final ScriptedPace pace = new ScriptedPace();
  private final RecordedLights lights = new RecordedLights(pace);
  private final LightShow show = new LightShow(lights, pace);

  private void playFor(long millis) throws InterruptedException {
    pace.at(millis, show::close);
    show.run();
  }

  private String single(long fromMillis, long untilMillis) {
    return lights.picture(
        Lit::single, Duration.ofMillis(fromMillis), Duration.ofMillis(untilMillis));
  }

  @Test
  void a_change_is_seen_at_once_and_begins_at_its_begin() throws InterruptedException {
    show.lasting(Pattern.BOOTING);
    pace.at(1_234, () -> show.lasting(Pattern.FAULT));
    pace.at(1_234, () -> assertThat(show.playing()).isEqualTo(Pattern.FAULT));
    playFor(3_000);
    assertThat(single(0, 1_200)).isEqualTo("##########..");
    assertThat(single(1_234, 2_034)).isEqualTo("##..##..");
  }

  @Test
  void lamps_that_are_on_go_dark_first_so_that_a_change_is_seen() throws InterruptedException {
    show.lasting(Pattern.IDLE);
    pace.at(1_000, () -> show.lasting(Pattern.PAIRING));
    playFor(3_000);
    assertThat(single(800, 2_000)).isEqualTo("##.##..##...");
  }

  @Test
  void the_same_pattern_again_goes_on_without_a_break() throws InterruptedException {
    show.lasting(Pattern.BOOTING);
    for (int at = 100; at < 4_000; at += 100) pace.at(at, () -> show.lasting(Pattern.BOOTING));
    playFor(4_000);
    assertThat(single(0, 4_000)).isEqualTo("##########..........##########..........");
  }

  @Test
  void what_is_shown_for_a_while_gives_way_to_what_lasts() throws InterruptedException {
    show.lasting(Pattern.IDLE);
    pace.at(1_000, () -> show.passing(Pattern.FAULT, Duration.ofMillis(850)));
    playFor(3_000);
    assertThat(single(900, 2_500)).isEqualTo("#.##..##..######");
  }

  @Test
  void a_held_button_comes_before_all() throws InterruptedException {
    show.passing(Pattern.IDENTIFY, Duration.ofSeconds(1));
    pace.at(0, () -> show.held(Optional.of(Pattern.HOLD_FORGET)));
    pace.at(2_000, () -> show.held(Optional.empty()));
    playFor(3_000);
    assertThat(single(0, 3_000)).isEqualTo(".##..##..##..##....." + "..........");
  }

  @Test
  void the_activity_lamp_flickers_while_data_arrives() throws InterruptedException {
    show.lasting(Pattern.RECEIVING);
    for (int at = 1_000; at < 1_700; at += 10) pace.at(at, show::activity);
    playFor(3_000);
    String activity = lights.picture(Lit::activity, Duration.ZERO, Duration.ofSeconds(3));
    assertThat(activity).isEqualTo("..........##..##..............");
    assertThat(single(0, 2_000)).isEqualTo("########..########..");
  }

  @Test
  void lights_that_never_change_are_left_alone() throws InterruptedException {
    playFor(60_000);
    assertThat(lights.calls()).isLessThanOrEqualTo(11);
  }

  @Test
  void lamps_that_fail_are_tried_again_and_given_back_at_the_end() throws InterruptedException {
    lights.fail(true);
    show.lasting(Pattern.FAULT);
    pace.at(500, () -> lights.fail(false));
    playFor(1_000);
    assertThat(single(0, 1_000)).isEqualTo("........##");
    assertThat(lights.closed()).isTrue();
  }
}
