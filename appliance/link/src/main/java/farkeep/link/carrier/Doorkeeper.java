package farkeep.link.carrier;

import static java.util.Objects.requireNonNull;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which callers a listener lets in: so many links at once, so many of them not yet
/// authenticated, so many new ones a second from one network. Strangers cost little and can't keep
/// the known ones out: when their places are taken, one of the network that has most of them is
/// shown out for each that comes. Safe for many threads.
public final class Doorkeeper {
  /// Networks whose arrivals are remembered; while as many arrive within a second, further ones
  /// have to try again.
  public static final int NETWORKS_MAX = 1024;

  private static final Duration ARRIVALS_WINDOW = Duration.ofSeconds(1);
  private static final int IPV4_NETWORK_BYTES = 3;
  private static final int IPV6_NETWORK_BYTES = 7;

  private final LinkSettings.Counts counts;
  private final Tasks tasks;
  private final Clocks clocks;
  private final Tasks.Monitor monitor;
  private final Map<ByteBuffer, Deque<Duration>> arrivals = new LinkedHashMap<>();
  private final Set<Place> strangers = new LinkedHashSet<>();
  private int links;

  /// @param counts the bounds
  public Doorkeeper(LinkSettings.Counts counts, Tasks tasks, Clocks clocks) {
    this.counts = counts;
    this.tasks = tasks;
    this.clocks = clocks;
    this.monitor = tasks.monitor();
  }

  /// Whether a new link from there is within its network's rate; if so, it is counted.
  public boolean arrives(InetAddress from) {
    Duration now = clocks.running();
    try (Tasks.Inside _ = monitor.inside()) {
      ByteBuffer network = network(from);
      Deque<Duration> times = arrivals.get(network);
      if (times == null) {
        if (arrivals.size() >= NETWORKS_MAX) forget(now);
        if (arrivals.size() >= NETWORKS_MAX) return false;
        times = new ArrayDeque<>();
        arrivals.put(network, times);
      }
      while (!times.isEmpty() && isOld(times.peekFirst(), now)) times.removeFirst();
      if (times.size() >= counts.arrivalsPerSecondMax()) return false;
      times.addLast(now);
      return true;
    }
  }

  /// Lets a link in, unless there are too many.
  ///
  /// @return its place, or nothing when it must be refused
  public Optional<Place> enter(InetAddress from) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (links >= counts.linksMax()) return Optional.empty();
      if (strangers.size() >= counts.unauthenticatedMax() && !showOneOut()) return Optional.empty();
      links++;
      Place place = new Place(network(from));
      strangers.add(place);
      return Optional.of(place);
    }
  }

  /// Who is honest needs its place for a few round trips, so the oldest goes.
  private boolean showOneOut() {
    Map<ByteBuffer, Integer> crowds = new HashMap<>();
    for (Place place : strangers) crowds.merge(place.network, 1, Integer::sum);
    Place chosen = null;
    int most = 0;
    for (Place place : strangers) {
      int crowd = crowds.getOrDefault(place.network, 0);
      if (place.showOut == null || crowd <= most) continue;
      chosen = place;
      most = crowd;
    }
    if (chosen == null) return false;
    tasks.start("show a stranger out", requireNonNull(chosen.showOut)::run);
    chosen.leave();
    return true;
  }

  private void forget(Duration now) {
    arrivals.values().removeIf(times -> isOld(times.getLast(), now));
  }

  private static boolean isOld(Duration arrived, Duration now) {
    return now.minus(arrived).compareTo(ARRIVALS_WINDOW) >= 0;
  }

  private static ByteBuffer network(InetAddress address) {
    int bytes = address instanceof Inet4Address ? IPV4_NETWORK_BYTES : IPV6_NETWORK_BYTES;
    return ByteBuffer.wrap(Arrays.copyOf(address.getAddress(), bytes));
  }

  /// One link's place among those that were let in.
  public final class Place {
    private final ByteBuffer network;
    private @Nullable Runnable showOut;
    private boolean left;

    private Place(ByteBuffer network) {
      this.network = network;
    }

    /// Says how the link is closed if its place is needed before the peer has proven who it is.
    /// Until then it is not asked to go.
    public void canBeShownOut(Runnable close) {
      try (Tasks.Inside _ = monitor.inside()) {
        showOut = close;
      }
    }

    /// The peer has proven who it is. Further calls do nothing.
    public void authenticated() {
      try (Tasks.Inside _ = monitor.inside()) {
        strangers.remove(this);
      }
    }

    /// The link is gone. Further calls do nothing.
    public void leave() {
      try (Tasks.Inside _ = monitor.inside()) {
        if (left) return;
        left = true;
        links--;
        strangers.remove(this);
      }
    }
  }
}
