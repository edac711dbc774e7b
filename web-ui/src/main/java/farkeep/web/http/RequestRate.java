package farkeep.web.http;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts requests: each client has as many as a second allows, and gets them back over a second.
/// Safe for many threads.
final class RequestRate {
  private record Left(double requests, Instant at) {}

  private final InstantSource clock;
  private final Map<InetAddress, Left> clients =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Left> eldest) {
          return size() > Bounds.CLIENTS_COUNTED_MAX;
        }
      };

  RequestRate(InstantSource clock) {
    this.clock = clock;
  }

  /// Whether one more request of a client is answered.
  synchronized boolean allows(InetAddress client) {
    Instant now = clock.instant();
    Left left = clients.getOrDefault(client, new Left(Bounds.REQUESTS_PER_SECOND_MAX, now));
    double requests = Math.min(Bounds.REQUESTS_PER_SECOND_MAX, left.requests + earned(left, now));
    boolean allowed = requests >= 1;
    clients.put(client, new Left(allowed ? requests - 1 : requests, now));
    return allowed;
  }

  // a clock that was set back gives nothing and takes nothing
  private static double earned(Left left, Instant now) {
    Duration passed = Duration.between(left.at, now);
    if (passed.isNegative()) return 0;
    if (passed.compareTo(Duration.ofSeconds(1)) > 0) return Bounds.REQUESTS_PER_SECOND_MAX;
    return passed.toNanos() / 1e9 * Bounds.REQUESTS_PER_SECOND_MAX;
  }

  /// How many clients are counted.
  synchronized int counted() {
    return clients.size();
  }
}
