package farkeep.home.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import farkeep.home.control.Event;
import farkeep.home.events.Happening;
import farkeep.home.outage.HomeSide;
import farkeep.home.outage.Knock;
import farkeep.home.outage.Surroundings;
import farkeep.link.discovery.Finder;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Life;
import farkeep.objects.PeerId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageWatchTest {
  private static final PeerId BOX = PeerId.ofHex("ab".repeat(32));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HandSurroundings surroundings = new HandSurroundings();
  private WatchedHome home;
  private OutageWatch watch;

  @TempDir Path directory;

  @BeforeEach
  void open() throws Exception {
    home = new WatchedHome(directory.resolve("state"));
    OutageWatch.Means means =
        new OutageWatch.Means(
            surroundings,
            new LanSearch(Finder.NONE, home.ports),
            home.life,
            home.presence,
            home.events);
    watch = new OutageWatch(means, home.ports);
  }

  @AfterEach
  void close() throws Exception {
    home.close();
  }

  private static Event.Box box(boolean connected, @Nullable Instant last) {
    return new Event.Box(
        BOX.toString(),
        "attic",
        List.of("192.0.2.7:4877"),
        connected,
        last == null ? null : last.toString(),
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  private void look(boolean connected) throws Exception {
    watch.look(List.of(box(connected, WatchedHome.START)));
  }

  /// The box is away for so long, looked for once a minute.
  private void away(Duration time) throws Exception {
    for (Duration left = time; left.isPositive(); left = left.minus(MINUTE)) {
      look(false);
      home.clock.pass(MINUTE);
    }
  }

  /// It comes back and says that its machine started anew after it was cut off.
  private void comesBack(Duration running) {
    home.presence.events(BOX).connected("192.0.2.7:4877");
    Life life =
        Life.newBuilder()
            .setRunningMillis(running.toMillis())
            .setPreviousEnd(Life.End.END_CUT)
            .setBoot(ByteString.copyFromUtf8("second"))
            .setPreviousBoot(ByteString.copyFromUtf8("first"))
            .build();
    home.presence
        .events(BOX)
        .health(
            Health.newBuilder()
                .setWallMillis(home.clock.wall().toEpochMilli())
                .setLife(life)
                .build());
  }

  private List<String> lines() throws Exception {
    return home.events.all().stream().map(Happening::text).toList();
  }

  @Test
  void while_it_is_away_the_last_evidence_is_shown_and_then_one_line_says_why() throws Exception {
    surroundings.knock = Knock.SILENT;
    away(Duration.ofMinutes(40));
    assertThat(watch.now(BOX.toString())).isPresent();
    assertThat(watch.now(BOX.toString()).orElseThrow().since())
        .isEqualTo(WatchedHome.START.toString());

    comesBack(MINUTE);
    look(true);
    look(true);

    assertThat(watch.now(BOX.toString())).as("it is back").isEmpty();
    assertThat(lines()).singleElement().asString().contains("off ", ", likely power; ");
  }

  @Test
  void what_is_shorter_than_two_minutes_is_not_worth_a_line() throws Exception {
    away(OutageWatch.SHORTEST.minus(MINUTE));
    comesBack(MINUTE);
    look(true);
    assertThat(lines()).isEmpty();
  }

  @Test
  void evidence_is_gathered_at_once_and_then_every_ten_minutes() throws Exception {
    away(Duration.ofMinutes(3));
    assertThat(surroundings.asked).isEqualTo(3);
    away(OutageWatch.EVIDENCE_EVERY.minus(MINUTE));
    assertThat(surroundings.asked).isEqualTo(3);
    away(MINUTE.multipliedBy(2));
    assertThat(surroundings.asked).isEqualTo(4);
  }

  @Test
  void a_box_that_tells_nothing_is_waited_for_and_no_longer_than_that() throws Exception {
    away(Duration.ofMinutes(10));
    home.presence.events(BOX).connected("192.0.2.7:4877");
    look(true);
    home.clock.pass(OutageWatch.TOLD_MAX.minusMillis(1));
    look(true);
    assertThat(lines()).isEmpty();
    home.clock.pass(Duration.ofMillis(1));
    look(true);
    assertThat(lines()).singleElement().asString().contains("The box tells nothing of itself");
  }

  @Test
  void an_outage_that_began_before_this_run_is_told_from_the_last_contact_on() throws Exception {
    watch.wasReached(BOX, WatchedHome.START.minus(Duration.ofHours(3)));
    comesBack(MINUTE);
    look(true);
    assertThat(lines()).hasSize(1);
  }

  @Test
  void a_box_that_was_never_reached_or_is_gone_from_the_vault_is_not_looked_for() throws Exception {
    watch.look(List.of(box(false, null)));
    assertThat(surroundings.asked).isZero();

    away(Duration.ofMinutes(5));
    watch.look(List.of());
    assertThat(watch.now(BOX.toString())).isEmpty();
    comesBack(MINUTE);
    look(true);
    assertThat(lines()).isEmpty();
  }

  private static final class HandSurroundings implements Surroundings {
    private Knock knock = Knock.ANSWERED;
    private int asked;

    @Override
    public HomeSide home() {
      asked++;
      return HomeSide.WELL;
    }

    @Override
    public Knock knock(List<String> addresses) {
      return knock;
    }

    @Override
    public boolean isNear(List<String> addresses) {
      return false;
    }
  }
}
