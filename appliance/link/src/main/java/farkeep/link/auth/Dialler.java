package farkeep.link.auth;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.protocol.Cancellation;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reaches a peer by whatever address answers first.
public final class Dialler {
  /// How much sooner a better address is dialled than the next one.
  public static final Duration HEAD_START = Duration.ofMillis(250);

  private final Tasks tasks;
  private final Clocks clocks;
  private final Carrier carrier;
  private final Authenticator authenticator;

  /// @param authenticator proves who this side is, and says whom it wants
  public Dialler(Tasks tasks, Clocks clocks, Carrier carrier, Authenticator authenticator) {
    this.tasks = tasks;
    this.clocks = clocks;
    this.carrier = carrier;
    this.authenticator = authenticator;
  }

  /// Dials all addresses, each [#HEAD_START] after the one before it, and keeps the first link on
  /// which the right peer has proven itself.
  ///
  /// @throws IOException none answered, with what the first of them said
  public AuthenticatedLink dial(Destination destination) throws IOException, InterruptedException {
    List<InetSocketAddress> addresses =
        destination.addresses().stream().limit(Destination.ADDRESSES_MAX).toList();
    if (addresses.isEmpty()) {
      throw new IOException(
          "no address is known for " + destination.peer().abbreviated() + "; pair it again");
    }
    Race race = new Race(addresses.size());
    try (TaskGroup group = new TaskGroup(tasks)) {
      for (int i = 0; i < addresses.size(); i++) {
        int place = i;
        group.start(
            "dial " + addresses.get(i), () -> race.enter(place, destination, addresses.get(place)));
      }
      return race.winner();
    } catch (IOException | InterruptedException e) {
      race.callOff();
      throw e;
    }
  }

  private AuthenticatedLink dial(Destination destination, InetSocketAddress address)
      throws IOException, InterruptedException {
    Link link = carrier.dial(address, destination.expected(), Carrier.FARKEEP);
    AuthenticatedLink met = authenticator.run(link);
    if (met.peer().equals(destination.peer())) return met;
    met.close();
    throw new AuthenticationException(
        "%s is %s, but %s was wanted; check the address"
            .formatted(address, met.peer().abbreviated(), destination.peer().abbreviated()));
  }

  /// Several ways to one peer, of which one is kept.
  private final class Race {
    private final Tasks.Monitor monitor = tasks.monitor();
    private int running;
    private int bestFailure = Integer.MAX_VALUE;
    private @Nullable IOException failure;
    private @Nullable AuthenticatedLink winner;
    private boolean over;

    Race(int entrants) {
      this.running = entrants;
    }

    void enter(int place, Destination destination, InetSocketAddress address)
        throws InterruptedException {
      AuthenticatedLink link = null;
      try {
        waitForTurn(place);
        link = dial(destination, address);
      } catch (InterruptedIOException e) {
        throw Cancellation.of(e);
      } catch (IOException e) {
        lose(place, e);
      } finally {
        finish(link);
      }
    }

    /// Waits for the head start of those before, or until all of them have failed.
    private void waitForTurn(int place) throws InterruptedException {
      Duration turn = clocks.running().plus(HEAD_START.multipliedBy(place));
      try (Tasks.Inside _ = monitor.inside()) {
        while (true) {
          Duration remaining = turn.minus(clocks.running());
          if (!remaining.isPositive()) return;
          monitor.await(remaining);
        }
      }
    }

    private void lose(int place, IOException why) {
      try (Tasks.Inside _ = monitor.inside()) {
        if (place < bestFailure) {
          bestFailure = place;
          failure = why;
        }
      }
    }

    private void finish(@Nullable AuthenticatedLink link) {
      boolean late;
      try (Tasks.Inside _ = monitor.inside()) {
        running--;
        late = link != null && over;
        if (link != null && !over) {
          winner = link;
          over = true;
        }
        monitor.signalAll();
      }
      if (late && link != null) link.close();
    }

    AuthenticatedLink winner() throws IOException, InterruptedException {
      try (Tasks.Inside _ = monitor.inside()) {
        while (winner == null && running > 0) monitor.await();
        if (winner != null) return winner;
        throw failure == null ? new IOException("dialling was broken off") : failure;
      }
    }

    /// Keeps no link: nobody waits for one any more.
    void callOff() {
      AuthenticatedLink unwanted;
      try (Tasks.Inside _ = monitor.inside()) {
        over = true;
        unwanted = winner;
        winner = null;
      }
      if (unwanted != null) unwanted.close();
    }
  }
}
