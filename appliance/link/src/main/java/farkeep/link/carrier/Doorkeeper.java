package farkeep.link.carrier;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Decides which callers a listener lets in: so many links at once, so many of them not yet
/// authenticated, so many new ones a second from one network. Strangers cost little and can't keep
/// the known ones out for long. Safe for many threads.
public final class Doorkeeper {
  /// Networks whose arrivals are remembered; while as many arrive within a second, further ones
  /// have to try again.
  public static final int NETWORKS_MAX = 1024;

  private static final Duration ARRIVALS_WINDOW = Duration.ofSeconds(1);
  private static final int IPV4_NETWORK_BYTES = 3;
  private static final int IPV6_NETWORK_BYTES = 7;

  private final LinkSettings.Counts counts;
  private final Clocks clocks;
  private final Tasks.Monitor monitor;
  private final Map<ByteBuffer, Deque<Duration>> arrivals = new LinkedHashMap<>();
  private int links;
  private int unauthenticated;

  /// @param counts the bounds
  public Doorkeeper(LinkSettings.Counts counts, Tasks tasks, Clocks clocks) {
    this.counts = counts;
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
  public Optional<Place> enter() {
    try (Tasks.Inside _ = monitor.inside()) {
      if (links >= counts.linksMax() || unauthenticated >= counts.unauthenticatedMax()) {
        return Optional.empty();
      }
      links++;
      unauthenticated++;
      return Optional.of(new Place());
    }
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
    private boolean authenticated;
    private boolean left;

    private Place() {}

    /// The peer has proven who it is. Further calls do nothing.
    public void authenticated() {
      try (Tasks.Inside _ = monitor.inside()) {
        if (authenticated || left) return;
        authenticated = true;
        unauthenticated--;
      }
    }

    /// The link is gone. Further calls do nothing.
    public void leave() {
      try (Tasks.Inside _ = monitor.inside()) {
        if (left) return;
        left = true;
        links--;
        if (!authenticated) unauthenticated--;
      }
    }
  }
}
