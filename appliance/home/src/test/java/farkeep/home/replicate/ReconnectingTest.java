package farkeep.home.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.AuthenticationException;
import farkeep.link.auth.Backoff;
import farkeep.link.auth.LateProofException;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.PinMismatchException;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// How long one waits for a box, by what its address answers.
class ReconnectingTest {
  private static final class Nothing implements Reconnecting.Life {
    @Override
    public BoxSession begin(AuthenticatedLink connection, Reconnecting.Ports ports) {
      throw new AssertionError("nobody is there");
    }

    @Override
    public void ended(BoxSession session) {}

    @Override
    public void hopeless(ReplicationException why) {}
  }

  /// @return how long a command waited, in simulated time
  private static Duration waited(Supplier<IOException> answer, String told) {
    SimulatedTasks tasks = new SimulatedTasks(5);
    Duration[] waited = new Duration[1];
    tasks.run(() -> {
      Connector connector =
          () -> {
            throw answer.get();
          };
      Reconnecting.Ports ports =
          new Reconnecting.Ports(connector, tasks, tasks, tasks.randomness());
      try (Reconnecting reconnecting =
          new Reconnecting(ports, Patience.COMMAND, new BoxEvents() {}, new Nothing())) {
        reconnecting.start();
        assertThatThrownBy(reconnecting::await)
            .isInstanceOf(ReplicationException.Unreachable.class)
            .hasMessageContaining(told);
        waited[0] = tasks.running();
      }
    });
    return waited[0];
  }

  @Test
  void silence_is_waited_for_until_patience_ends() {
    assertThat(waited(() -> new LinkClosedException("no answer"), "no answer"))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
  }

  @Test
  void a_proof_that_comes_too_late_is_waited_for_like_silence() {
    assertThat(waited(() -> new LateProofException("too late", new IOException()), "too late"))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
  }

  @Test
  void a_wrong_or_refusing_answer_is_told_soon() {
    assertThat(waited(() -> new PinMismatchException("another key"), "another key"))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    assertThat(waited(() -> new AuthenticationException("refused this home"), "refused this home"))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  @Test
  void a_box_long_gone_is_dialled_at_once_when_somebody_wants_it() {
    SimulatedTasks tasks = new SimulatedTasks(5);
    tasks.run(() -> {
      List<Duration> dialled = new ArrayList<>();
      Connector connector =
          () -> {
            dialled.add(tasks.running());
            throw new LinkClosedException("no answer");
          };
      Reconnecting.Ports ports =
          new Reconnecting.Ports(connector, tasks, tasks, tasks.randomness());
      try (Reconnecting reconnecting =
          new Reconnecting(ports, Patience.DAEMON, new BoxEvents() {}, new Nothing())) {
        reconnecting.start();
        tasks.sleep(Duration.ofHours(2));
        Duration last = dialled.getLast();
        assertThat(last.minus(dialled.get(dialled.size() - 2)))
            .isGreaterThanOrEqualTo(Backoff.WAIT_MAX.dividedBy(2));
        Duration asked = tasks.running();
        assertThatThrownBy(reconnecting::await)
            .isInstanceOf(ReplicationException.Unreachable.class);
        tasks.sleep(Backoff.WAIT_MIN);
        assertThat(dialled)
            .anySatisfy(
                at -> assertThat(at.minus(asked)).isBetween(Duration.ZERO, Backoff.WAIT_MIN));
      }
    });
  }
}
