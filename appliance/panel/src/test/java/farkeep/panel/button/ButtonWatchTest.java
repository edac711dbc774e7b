package farkeep.panel.button;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.panel.ScriptedPace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ButtonWatchTest {
  private final ScriptedPace pace = new ScriptedPace();
  private final List<String> told = new ArrayList<>();
  private final PlayedButton button = new PlayedButton();
  private final ButtonWatch watch = new ButtonWatch(button, new Told(), pace);

  private final class Told implements Presses {
    @Override
    public void holding(Optional<Press> reached) {
      told.add(
          "%d ms: %s"
              .formatted(
                  pace.running().toMillis(), reached.map(p -> "holding " + p).orElse("let go")));
    }

    @Override
    public void pressed(Press press) {
      told.add("%d ms: pressed %s".formatted(pace.running().toMillis(), press));
    }

    @Override
    public void tooLong() {
      told.add("%d ms: too long".formatted(pace.running().toMillis()));
    }
  }

  private static final class PlayedButton implements Button {
    private @Nullable Edges edges;
    private boolean closed;

    void edge(boolean down) {
      if (edges != null) edges.edge(down);
    }

    @Override
    public void listen(Edges told) {
      edges = told;
    }

    @Override
    public Optional<String> lacks() {
      return Optional.empty();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private void runUntil(long millis) throws InterruptedException {
    pace.at(millis, watch::close);
    watch.run();
  }

  @Test
  void a_long_press_is_told_step_by_step_and_each_in_time() throws InterruptedException {
    pace.at(1_000, () -> button.edge(true)).at(13_000, () -> button.edge(false));
    runUntil(20_000);
    assertThat(told)
        .containsExactly(
            "1030 ms: holding IDENTIFY",
            "4000 ms: holding PAIR",
            "11000 ms: holding CONFIRM",
            "13030 ms: let go",
            "13030 ms: pressed CONFIRM");
    assertThat(button.closed).isTrue();
  }

  @Test
  void something_that_leans_on_the_button_asks_for_nothing() throws InterruptedException {
    pace.at(0, () -> button.edge(true)).at(100_000, () -> button.edge(false));
    runUntil(200_000);
    assertThat(told).doesNotContain("pressed").contains("30000 ms: let go");
    assertThat(told).noneMatch(line -> line.contains("pressed"));
  }

  @Test
  void a_command_plays_a_press_without_waiting() {
    assertThat(watch.press(Duration.ofSeconds(3))).contains(Press.PAIR);
    assertThat(watch.press(Duration.ZERO)).contains(Press.IDENTIFY);
    assertThat(watch.press(Press.HELD_MAX)).isEmpty();
    assertThat(told).containsExactly("0 ms: pressed PAIR", "0 ms: pressed IDENTIFY");
    assertThatThrownBy(() -> watch.press(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_box_without_a_button_is_pressed_by_commands_only() throws InterruptedException {
    ButtonWatch without = new ButtonWatch(new AbsentButton("no GPIO chip"), new Told(), pace);
    pace.at(10, () -> without.press(Duration.ofSeconds(10)));
    pace.at(20, without::close);
    without.run();
    assertThat(told).containsExactly("10 ms: pressed CONFIRM");
    assertThat(new AbsentButton("no GPIO chip").lacks()).contains("no GPIO chip");
  }
}
