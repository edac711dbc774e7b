package farkeep.panel.button;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.panel.button.PressRecogniser.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PressRecogniserTest {
  private final PressRecogniser recogniser = new PressRecogniser();
  private final List<Outcome> outcomes = new ArrayList<>();
  private Duration now = Duration.ofHours(1);

  private void edge(boolean down) {
    recogniser.edge(down, now);
    ask();
  }

  /// Lets time pass, and asks whenever the recogniser wants to be asked.
  private void pass(Duration time) {
    Duration until = now.plus(time);
    while (true) {
      Optional<Duration> next = recogniser.next(now);
      if (next.isEmpty() || now.plus(next.get()).compareTo(until) > 0) break;
      now = now.plus(next.get());
      ask();
    }
    now = until;
  }

  private void ask() {
    while (true) {
      Outcome outcome = recogniser.at(now);
      if (outcome instanceof Outcome.Nothing) return;
      outcomes.add(outcome);
    }
  }

  private List<Press> pressed() {
    return outcomes.stream()
        .flatMap(each -> each instanceof Outcome.LetGo(var press) ? press.stream() : null)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "40, IDENTIFY",
    "2999, IDENTIFY",
    "3000, PAIR",
    "9999, PAIR",
    "10000, CONFIRM",
    "14999, CONFIRM",
    "15000, FORGET",
    "29999, FORGET"
  })
  void a_press_is_what_its_length_says(long millis, Press expected) {
    edge(true);
    pass(Duration.ofMillis(millis));
    edge(false);
    pass(Duration.ofSeconds(1));
    assertThat(pressed()).containsExactly(expected);
  }

  @Test
  void each_step_is_told_while_it_is_held() {
    edge(true);
    pass(Duration.ofSeconds(20));
    assertThat(outcomes)
        .containsExactly(
            new Outcome.Holding(Press.IDENTIFY),
            new Outcome.Holding(Press.PAIR),
            new Outcome.Holding(Press.CONFIRM),
            new Outcome.Holding(Press.FORGET));
  }

  @Test
  void held_too_long_is_no_press_at_all() {
    edge(true);
    pass(Press.HELD_MAX);
    assertThat(outcomes).last().isEqualTo(new Outcome.TooLong());
    pass(Duration.ofDays(1));
    edge(false);
    pass(Duration.ofSeconds(1));
    assertThat(outcomes).last().isEqualTo(new Outcome.LetGo(Optional.empty()));
    edge(true);
    pass(Duration.ofMillis(100));
    edge(false);
    pass(Duration.ofSeconds(1));
    assertThat(pressed()).containsExactly(Press.IDENTIFY);
  }

  @Test
  void a_spike_shorter_than_a_bounce_is_nothing() {
    edge(true);
    pass(PressRecogniser.BOUNCE.minusMillis(1));
    edge(false);
    pass(Duration.ofSeconds(1));
    assertThat(outcomes).isEmpty();
  }

  @RepeatedTest(200)
  void a_contact_that_bounces_gives_one_press(RepetitionInfo round) {
    long seed = round.getCurrentRepetition();
    Random random = new Random(seed);
    Press expected = Press.values()[random.nextInt(4)];
    bounce(random, true);
    pass(expected.from().plusMillis(500));
    bounce(random, false);
    pass(Duration.ofSeconds(1));
    assertThat(pressed()).as("seed %d", seed).containsExactly(expected);
  }

  private void bounce(Random random, boolean end) {
    for (int i = random.nextInt(20); i > 0; i--) {
      edge(end);
      pass(Duration.ofMillis(random.nextInt(10)));
      edge(!end);
      pass(Duration.ofMillis(random.nextInt(10)));
    }
    edge(end);
  }

  @Test
  void a_flood_of_edges_is_one_unsteady_contact() {
    for (int i = 0; i < 100_000; i++) {
      edge(i % 2 == 0);
      now = now.plus(Duration.ofNanos(10_000));
    }
    pass(Duration.ofSeconds(1));
    assertThat(outcomes).isEmpty();
    assertThat(recogniser.next(now)).isEmpty();
  }
}
