package farkeep.home.node;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.carrier.Link;
import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Links of boxes that dialled home, until somebody wants them: the newest one of each box, and one
/// of a stranger; a box dials again anyway. Closed from the start when this home does not listen.
public final class Arrivals implements Closeable {
  private final Clocks clocks;
  private final Tasks.Monitor monitor;
  private boolean open;
  private int pairing;
  private final Map<PeerId, AuthenticatedLink> known = new HashMap<>();
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
      return pairing > 0;
    }
  }

  /// Hands over the link of a known box. It is closed when nobody has taken it before the next one.
  public void offer(AuthenticatedLink link) {
    @Nullable AuthenticatedLink old;
    try (var _ = monitor.inside()) {
      old = open ? known.put(link.peer(), link) : link;
      monitor.signalAll();
    }
    if (old != null) old.close();
  }

  /// Offers a link for pairing; false when nobody waits for one.
  public boolean offerPairing(Link link) {
    try (var _ = monitor.inside()) {
      boolean taken = stranger != null && stranger.isOpen();
      if (!open || pairing == 0 || taken) return false;
      stranger = link;
      monitor.signalAll();
      return true;
    }
  }

  Optional<AuthenticatedLink> poll(PeerId box) {
    try (var _ = monitor.inside()) {
      return Optional.ofNullable(known.remove(box)).filter(it -> it.link().isOpen());
    }
  }

  /// Waits at most this long for a known box.
  ///
  /// @throws IOException it did not come
  AuthenticatedLink await(PeerId box, Duration most) throws IOException, InterruptedException {
    Duration end = clocks.running().plus(most);
    try (var _ = monitor.inside()) {
      while (open && !known.containsKey(box) && left(end).isPositive()) monitor.await(left(end));
      AuthenticatedLink found = known.remove(box);
      if (found != null) return found;
    }
    throw new IOException(
        "box %s has not dialled home within %d s; is it switched on, and does it know this address?"
            .formatted(box.abbreviated(), most.toSeconds()));
  }

  /// Waits at most this long for a box to pair with.
  ///
  /// @throws IOException none came
  Link awaitPairing(Duration most) throws IOException, InterruptedException {
    Duration end = clocks.running().plus(most);
    try (var _ = monitor.inside()) {
      pairing++;
      try {
        while (open && stranger == null && left(end).isPositive()) monitor.await(left(end));
        Link found = stranger;
        stranger = null;
        if (found != null) return found;
      } finally {
        pairing--;
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
    List<AuthenticatedLink> old;
    @Nullable Link unpaired;
    try (var _ = monitor.inside()) {
      open = false;
      old = List.copyOf(known.values());
      known.clear();
      unpaired = stranger;
      stranger = null;
      monitor.signalAll();
    }
    old.forEach(AuthenticatedLink::close);
    if (unpaired != null) unpaired.close();
  }
}
