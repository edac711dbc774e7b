package farkeep.testkit.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// One direction of a path: decides for each datagram when it arrives, how often, and as what. The
/// same seed and the same datagrams at the same times give the same fates. For one thread.
final class WeatheredPath {
  private static final long NANOS = 1_000_000_000L;

  private final SplittableRandom random;
  private long freeAt = Long.MIN_VALUE;

  WeatheredPath(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// What arrives.
  ///
  /// @param dueNanos when, on the clock of [#send]
  record Arrival(long dueNanos, byte[] bytes) {}

  /// What becomes of a datagram.
  ///
  /// @param now on a clock that only runs forward
  /// @return nothing when it is lost
  List<Arrival> send(Weather weather, byte[] datagram, long now) {
    Weather.Faults faults = weather.faults();
    if (happens(faults.loss())) return List.of();
    long leaves = now;
    if (weather.rateBytes() > 0) {
      long begins = Math.max(now, freeAt);
      long waitingBytes = (begins - now) / 1_000 * weather.rateBytes() / (NANOS / 1_000);
      if (waitingBytes + datagram.length > weather.queueBytes()) return List.of();
      leaves = begins + datagram.length * NANOS / weather.rateBytes();
      freeAt = leaves;
    }
    List<Arrival> all = new ArrayList<>();
    all.add(arrival(weather, datagram, leaves));
    if (happens(faults.duplicate())) all.add(arrival(weather, datagram, leaves));
    return all;
  }

  private Arrival arrival(Weather weather, byte[] datagram, long leaves) {
    long due = leaves + weather.delay().toNanos();
    long jitter = weather.jitter().toNanos();
    if (jitter > 0) due += random.nextLong(jitter);
    if (happens(weather.faults().late())) due += Weather.Faults.LATE.toNanos();
    boolean corrupt = datagram.length > 0 && happens(weather.faults().corruption());
    return new Arrival(due, corrupt ? corrupted(datagram) : datagram);
  }

  private byte[] corrupted(byte[] datagram) {
    byte[] other = Arrays.copyOf(datagram, datagram.length);
    other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return other;
  }

  private boolean happens(int chance) {
    return chance > 0 && random.nextInt(Weather.CERTAIN) < chance;
  }
}
