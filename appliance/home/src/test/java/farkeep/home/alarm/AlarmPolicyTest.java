package farkeep.home.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.alarm.Message.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmPolicyTest {
  private static final Duration LONG = Duration.ofHours(3);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final AlarmPolicy policy = new AlarmPolicy(Duration.ofHours(26));
  private final List<Kind> said = new ArrayList<>();
  private Instant now = HandClock.START;
  private List<Standing> standing = List.of();

  @Test
  void a_box_is_alarmed_about_once_it_was_silent_for_longer_than_agreed() {
    look(silentFor(Duration.ofHours(26)));
    assertThat(said).isEmpty();
    look(silentFor(Duration.ofHours(26).plusSeconds(1)));
    assertThat(said).containsExactly(Kind.ALARM);
  }

  @Test
  void one_trouble_is_one_alarm_and_one_reminder_a_day_and_one_all_clear() {
    Instant last = now.minus(Duration.ofHours(27));
    for (int minute = 0; minute < 3 * 24 * 60; minute++) {
      look(away(last));
      now = now.plus(A_MINUTE);
    }
    assertThat(said).containsExactly(Kind.ALARM, Kind.REMINDER, Kind.REMINDER);
    for (int minute = 0; minute < 60; minute++) {
      look(well());
      now = now.plus(A_MINUTE);
    }
    assertThat(said).containsExactly(Kind.ALARM, Kind.REMINDER, Kind.REMINDER, Kind.ALL_CLEAR);
    assertThat(standing).isEmpty();
  }

  @Test
  void a_home_that_slept_itself_waits_before_it_calls_a_box_silent() {
    BoxCondition away = away(now.minus(Duration.ofDays(4)));
    look(away, AlarmPolicy.AWAKE_MIN.minusSeconds(1));
    assertThat(said).isEmpty();
    look(away, AlarmPolicy.AWAKE_MIN);
    assertThat(said).containsExactly(Kind.ALARM);
  }

  @Test
  void a_box_that_was_never_met_is_not_silent() {
    look(new BoxCondition("b1", "attic", false, Optional.empty(), Optional.empty(), ""));
    assertThat(said).isEmpty();
  }

  @Test
  void a_trouble_that_mends_itself_within_minutes_is_not_told() {
    look(troubled());
    now = now.plus(AlarmPolicy.LASTS_MIN).minusSeconds(1);
    look(troubled());
    look(well());
    assertThat(said).isEmpty();
    assertThat(standing).isEmpty();
  }

  @Test
  void a_trouble_that_lasts_is_told() {
    look(troubled());
    now = now.plus(AlarmPolicy.LASTS_MIN);
    look(troubled());
    assertThat(said).containsExactly(Kind.ALARM);
  }

  @Test
  void a_trouble_that_comes_and_goes_is_one_trouble() {
    for (int minute = 0; minute < 600; minute++) {
      look(minute % 9 < 7 ? troubled() : well());
      now = now.plus(A_MINUTE);
    }
    assertThat(said).containsExactly(Kind.ALARM);
  }

  @Test
  void a_reported_trouble_is_not_over_because_the_box_is_away() {
    look(troubled());
    now = now.plus(AlarmPolicy.LASTS_MIN);
    look(troubled());
    for (int minute = 0; minute < 60; minute++) {
      now = now.plus(A_MINUTE);
      look(away(now.minus(A_MINUTE)));
    }
    assertThat(said).containsExactly(Kind.ALARM);
  }

  @Test
  void silence_and_reported_trouble_are_two_troubles_of_one_box() {
    look(troubled());
    now = now.plus(AlarmPolicy.LASTS_MIN);
    look(troubled());
    look(away(now.minus(Duration.ofHours(27))));
    assertThat(said).containsExactly(Kind.ALARM, Kind.ALARM);
    assertThat(standing).hasSize(2);
  }

  @Test
  void a_box_that_was_removed_is_forgotten_without_a_word() {
    look(silentFor(Duration.ofHours(27)));
    AlarmPolicy.Outcome outcome = policy.look(List.of(), standing, now, LONG);
    assertThat(outcome.said()).isEmpty();
    assertThat(outcome.standing()).isEmpty();
  }

  @Test
  void a_wall_clock_that_was_set_back_alarms_nobody() {
    look(away(now.plus(Duration.ofDays(400))));
    assertThat(said).isEmpty();
  }

  private BoxCondition silentFor(Duration time) {
    return away(now.minus(time));
  }

  private static BoxCondition away(Instant last) {
    return new BoxCondition(
        "b1", "attic", false, Optional.of(last), Optional.empty(), "Not known why.");
  }

  private BoxCondition well() {
    return new BoxCondition("b1", "attic", true, Optional.of(now), Optional.empty(), "");
  }

  private BoxCondition troubled() {
    return new BoxCondition("b1", "attic", true, Optional.of(now), Optional.of("Full."), "");
  }

  private void look(BoxCondition box) {
    look(box, LONG);
  }

  private void look(BoxCondition box, Duration awakeFor) {
    AlarmPolicy.Outcome outcome = policy.look(List.of(box), standing, now, awakeFor);
    outcome.said().forEach(it -> said.add(it.kind()));
    standing = outcome.standing();
  }
}
