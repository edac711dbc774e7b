package farkeep.home.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Life;
import farkeep.link.protocol.Life.End;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AbsenceTest {
  private static final ZoneId ZONE = ZoneId.of("UTC");
  private static final Instant FROM = Instant.parse("2027-01-03T03:12:00Z");
  private static final Instant UNTIL = Instant.parse("2027-01-03T06:40:00Z");
  private static final Instant TOLD = UNTIL.plusSeconds(30);

  private final Absence absence = new Absence(FROM);

  @Test
  void a_power_cut_makes_the_line_that_was_promised() {
    Life life =
        life(TOLD.minusSeconds(100))
            .setPreviousEnd(End.END_CUT)
            .setBoot(id(2))
            .setPreviousBoot(id(1))
            .build();
    assertThat(line(life, Duration.ZERO, ""))
        .isEqualTo(
            "off 03:12-06:40, likely power; nothing lost."
                + " The box says it was cut off and started at 06:38.");
  }

  @Test
  void a_box_that_ran_on_is_told_from_one_that_was_started_by_how_long_it_runs() {
    assertThat(run(life(FROM.minusSeconds(1)).build(), Duration.ZERO)).isEqualTo(Run.RAN_ON);
    assertThat(run(life(FROM.plusSeconds(1)).build(), Duration.ZERO)).isEqualTo(Run.RESTARTED);
  }

  @Test
  void a_wrong_clock_of_the_box_does_not_change_what_it_did() {
    Duration years = Duration.ofDays(-20_000);
    assertThat(run(life(FROM.minusSeconds(1)).build(), years)).isEqualTo(Run.RAN_ON);
    assertThat(back(life(FROM.minusSeconds(1)).build(), years).clockWrong()).isTrue();
    assertThat(back(life(FROM.minusSeconds(1)).build(), Absence.SKEW_MAX).clockWrong()).isFalse();
  }

  @Test
  void the_start_of_the_machine_tells_a_crash_from_a_power_cut() {
    Life.Builder life = life(FROM.plusSeconds(60)).setBoot(id(1));
    assertThat(run(life.setPreviousBoot(id(1)).build(), Duration.ZERO))
        .isEqualTo(Run.PROGRAM_RESTARTED);
    assertThat(run(life.setPreviousBoot(id(2)).build(), Duration.ZERO))
        .isEqualTo(Run.MACHINE_RESTARTED);
    assertThat(run(life.clearPreviousBoot().build(), Duration.ZERO)).isEqualTo(Run.RESTARTED);
  }

  @Test
  void a_network_that_was_gone_counts_when_the_times_meet_by_the_boxes_own_clock() {
    Duration ahead = Duration.ofHours(9);
    Life.Builder life = life(FROM.minusSeconds(9));
    life.setNetworkGoneMillis(FROM.plus(ahead).plusSeconds(5).toEpochMilli());
    assertThat(back(life.build(), ahead).networkGone()).isTrue();
    assertThat(back(life.build(), Duration.ZERO).networkGone()).as("after it").isFalse();
    life.setNetworkGoneMillis(FROM.minusSeconds(500).toEpochMilli());
    life.setNetworkBackMillis(FROM.minusSeconds(400).toEpochMilli());
    assertThat(back(life.build(), Duration.ZERO).networkGone()).as("before it").isFalse();
  }

  @Test
  void an_older_box_tells_nothing_and_nothing_is_guessed() {
    Health old = Health.newBuilder().setWallMillis(TOLD.toEpochMilli()).build();
    Back back = absence.back(UNTIL, Optional.of(new Absence.Told(old, TOLD)), false, ZONE);
    assertThat(back.finding().cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void what_was_seen_most_of_the_time_counts() {
    absence.see(away(HomeSide.WELL, Knock.ANSWERED));
    absence.see(away(HomeSide.NO_INTERNET, Knock.SILENT));
    absence.see(away(HomeSide.NO_INTERNET, Knock.SILENT));
    Back back = absence.back(UNTIL, Optional.empty(), false, ZONE);
    assertThat(back.home()).isEqualTo(HomeSide.NO_INTERNET);
    assertThat(back.answered()).isTrue();
    assertThat(absence.now().orElseThrow().cause()).isEqualTo(Cause.INTERNET);
  }

  @Test
  void days_are_named_where_it_was_more_than_one_and_what_was_lost_is_said() {
    Absence long_ = new Absence(FROM.minus(Duration.ofDays(2)));
    Finding finding = Finding.unknown("Why.");
    assertThat(long_.line(UNTIL, finding, "2 folders stand behind", ZONE))
        .isEqualTo(
            "off 2027-01-01 03:12 - 2027-01-03 06:40, not known why; 2 folders stand behind. Why.");
  }

  private static Away away(HomeSide home, Knock knock) {
    return new Away(home, false, knock, false, false);
  }

  private static ByteString id(int fill) {
    byte[] id = new byte[16];
    java.util.Arrays.fill(id, (byte) fill);
    return ByteString.copyFrom(id);
  }

  private static Life.Builder life(Instant started) {
    return Life.newBuilder().setRunningMillis(Duration.between(started, TOLD).toMillis());
  }

  private Run run(Life life, Duration skew) {
    return back(life, skew).run();
  }

  private Back back(Life life, Duration skew) {
    Health health =
        Health.newBuilder().setWallMillis(TOLD.plus(skew).toEpochMilli()).setLife(life).build();
    return absence.back(UNTIL, Optional.of(new Absence.Told(health, TOLD)), false, ZONE);
  }

  private String line(Life life, Duration skew, String lost) {
    return absence.line(UNTIL, back(life, skew).finding(), lost, ZONE);
  }
}
