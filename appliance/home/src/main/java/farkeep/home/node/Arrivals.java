package farkeep.home.node;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.carrier.Link;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Links of boxes that dialled home, until somebody wants them: the newest one of each sort; a box
/// dials again anyway. Closed from the start when this home does not listen.
public final class Arrivals implements Closeable {
  private final Clocks clocks;
  private final Tasks.Monitor monitor;
  private boolean open;
  private boolean pairing;
  private @Nullable AuthenticatedLink known;
  private @Nullable Link stranger;

  /// @param open whether this home listens
  public Arrivals(Tasks tasks, Clocks clocks, boolean open) {
    this.clocks = clocks;
    this.monitor = tasks.monitor();
    this.open = open;
  }

  boolean isOpen() {
    try (var _ = monitor.inside()) {
      return open;
    }
  }

  /// Whether somebody waits for a box to pair with.
  public boolean isPairing() {
    try (var _ = monitor.inside()) {
      return pairing;
    }
  }

  /// Hands over the link of a known box. It is closed when nobody has taken it before the next one.
  public void offer(AuthenticatedLink link) {
    AuthenticatedLink old;
    try (var _ = monitor.inside()) {
      old = known;
      known = open ? link : null;
      if (!open) old = link;
      monitor.signalAll();
    }
    if (old != null) old.close();
  }

  /// Offers a link for pairing; false when nobody waits for one.
  public boolean offerPairing(Link link) {
    try (var _ = monitor.inside()) {
      if (!open || !pairing || stranger != null) return false;
      stranger = link;
      monitor.signalAll();
      return true;
    }
  }

  Optional<AuthenticatedLink> poll() {
    try (var _ = monitor.inside()) {
      Optional<AuthenticatedLink> found =
          Optional.ofNullable(known).filter(it -> it.link().isOpen());
      known = null;
      return found;
    }
  }

  /// Waits at most this long for a known box.
  ///
  /// @throws IOException none came
  AuthenticatedLink await(Duration most) throws IOException, InterruptedException {
    Duration end = clocks.running().plus(most);
    try (var _ = monitor.inside()) {
      while (open && known == null && left(end).isPositive()) monitor.await(left(end));
      AuthenticatedLink found = known;
      known = null;
      if (found != null) return found;
    }
    throw new IOException(
        "no box has dialled home within %d s; is it switched on, and does it know this address?"
            .formatted(most.toSeconds()));
  }

  /// Waits at most this long for a box to pair with.
  ///
  /// @throws IOException none came
  Link awaitPairing(Duration most) throws IOException, InterruptedException {
    Duration end = clocks.running().plus(most);
    try (var _ = monitor.inside()) {
      pairing = true;
      try {
        while (open && stranger == null && left(end).isPositive()) monitor.await(left(end));
        Link found = stranger;
        stranger = null;
        if (found != null) return found;
      } finally {
        pairing = false;
      }
    }
    throw new IOException(
        "no box has dialled home for pairing within %d s; is its pairing window open?"
            .formatted(most.toSeconds()));
  }

  private Duration left(Duration end) {
    return end.minus(clocks.running());
  }

  @Override
  public void close() {
    AuthenticatedLink old;
    try (var _ = monitor.inside()) {
      open = false;
      old = known;
      known = null;
      monitor.signalAll();
    }
    if (old != null) old.close();
  }
}
