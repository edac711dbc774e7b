package farkeep.home.node;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.control.Event;
import farkeep.home.engine.Estimate;
import farkeep.home.engine.Ports;
import farkeep.home.engine.Progress;
import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassBookTest {
  private static final PeerId BOX = new PeerId(new Bytes32(1, 2, 3, 4));
  private static final FolderTag FOLDER = new FolderTag(5, 6);

  private final HandClock clock = new HandClock();
  private final Ports ports = new Ports(new SystemTasks(), clock, new SeededRandomness(1));

  /// A clock that the test moves.
  private static final class HandClock implements Clocks {
    private Duration now = Duration.ZERO;

    @Override
    public Instant wall() {
      return Instant.EPOCH.plus(now);
    }

    @Override
    public Duration running() {
      return now;
    }
  }

  private static Progress.Working working(long files, long bytes, Estimate done) {
    return new Progress.Working(files, files, bytes, bytes / 2, 0, done);
  }

  @Test
  void what_is_left_is_what_was_counted_less_what_was_read_since_the_pass_began() throws Exception {
    PassBook book = new PassBook(_ -> new Estimate(20, 9, 7, 7_000), ports);
    assertThat(book.pending(BOX, FOLDER)).isEmpty();
    try (PassBook.UnderWay pass = book.begin(BOX, FOLDER)) {
      // three files are remembered already: who counts now does not find them
      pass.heard(working(4, 4_000, new Estimate(3, 3, 3, 3_000)));
      clock.now = Duration.ofSeconds(2);
      assertThat(book.pending(BOX, FOLDER)).contains(new Event.Pending(6, 6_000, 2_000, 2_000));
      pass.heard(working(9, 9_500, new Estimate(3, 3, 3, 3_000)));
      assertThat(book.pending(BOX, FOLDER)).contains(new Event.Pending(1, 500, 4_750, 4_750));
    }
    assertThat(book.pending(BOX, FOLDER)).isEmpty();
  }

  @Test
  void the_rate_is_that_of_the_last_seconds() throws Exception {
    PassBook book = new PassBook(_ -> Estimate.NOTHING, ports);
    try (PassBook.UnderWay pass = book.begin(BOX, FOLDER)) {
      for (int second = 1; second <= 60; second++) {
        clock.now = Duration.ofSeconds(second);
        pass.heard(working(1, second <= 40 ? second * 1_000L : 40_000, Estimate.NOTHING));
      }
      assertThat(book.pending(BOX, FOLDER).orElseThrow().bytesPerSecond()).isZero();
    }
  }

  @Test
  void what_can_not_be_counted_is_said_to_be_unknown() throws Exception {
    PassBook book =
        new PassBook(
            _ -> {
              throw new IOException("gone");
            },
            ports);
    try (PassBook.UnderWay pass = book.begin(BOX, FOLDER)) {
      pass.heard(working(1, 10, Estimate.NOTHING));
      assertThat(book.pending(BOX, FOLDER)).map(Event.Pending::files).isEqualTo(Optional.of(-1L));
    }
  }
}
