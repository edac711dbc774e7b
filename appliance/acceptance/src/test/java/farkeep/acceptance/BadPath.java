package farkeep.acceptance;

import farkeep.testkit.network.UdpProxy;
import farkeep.testkit.network.Weather;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// What one transfer has to get through, drawn from a seed: the weather in both directions, and
/// what happens to the path meanwhile.
///
/// @param weather loss up to 20 %, duplicates, datagrams that come late, flipped bits; round trips
///   of 0 to 300 ms and jitter; 1 to 100 Mbit/s with a queue of 50 to 300 ms
/// @param events in the order in which they come
record BadPath(Weather weather, List<Event> events) {
  private static final double LOSS_MAX = 0.2;
  private static final int ROUND_TRIP_MILLIS_MAX = 300;
  private static final double MEGABIT = 125_000;

  /// How long nothing passes: a hiccup; longer than a peer may be silent; a router that starts
  /// again; a provider's bad morning.
  private static final int[] BLACK_OUT_SECONDS = {1, 6, 30, 300};

  /// How often each of them comes.
  private static final int[] BLACK_OUT_TICKETS = {60, 30, 9, 1};

  private static final int EVENTS_MAX = 3;
  private static final int PACKET_BYTES = 1_250;

  /// How many times more BBR gets through where packets are lost.
  private static final double HARDINESS = 8;

  /// Something that happens to the path.
  sealed interface Event {
    /// How much of the transfer has passed then, 0 to 1.
    double at();
  }

  /// Nothing passes for a time.
  record BlackOut(double at, Duration lasts) implements Event {}

  /// The caller appears at another port.
  record PortChange(double at) implements Event {}

  /// Draws one.
  static BadPath of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Weather.Faults faults =
        new Weather.Faults(
            chance(random, LOSS_MAX),
            chance(random, 0.05),
            chance(random, 0.02),
            chance(random, 0.05));
    double megabits = Math.pow(10, 2 * random.nextDouble());
    long rate = (long) (megabits * MEGABIT);
    long queue = (long) Math.max(32 << 10, rate * (0.05 + 0.25 * random.nextDouble()));
    Duration oneWay = Duration.ofMillis(random.nextInt(ROUND_TRIP_MILLIS_MAX / 2 + 1));
    Duration jitter = Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(30));
    Weather weather = Weather.CLEAR.with(faults).delayed(oneWay, jitter).limited(rate, queue);
    return new BadPath(weather, events(random));
  }

  /// In ten thousandths: none in one case of four, and rather small than large.
  private static int chance(SplittableRandom random, double most) {
    double share = random.nextDouble();
    return random.nextInt(4) == 0 ? 0 : (int) (most * share * share * Weather.CERTAIN);
  }

  private static List<Event> events(SplittableRandom random) {
    List<Event> events = new ArrayList<>();
    for (int count = random.nextInt(EVENTS_MAX + 1); count > 0; count--) {
      double at = random.nextDouble();
      events.add(random.nextBoolean() ? new PortChange(at) : new BlackOut(at, blackOut(random)));
    }
    events.sort(Comparator.comparingDouble(Event::at));
    return events;
  }

  private static Duration blackOut(SplittableRandom random) {
    int ticket = random.nextInt(100);
    int kind = 0;
    while (ticket >= BLACK_OUT_TICKETS[kind]) ticket -= BLACK_OUT_TICKETS[kind++];
    return Duration.ofSeconds(BLACK_OUT_SECONDS[kind]);
  }

  /// About how much gets through in a second, so that a test can send as much as it has time for:
  /// half of what the path takes, or what is left to a sender that slows down at each loss
  /// ([Mathis](https://dl.acm.org/doi/10.1145/263932.264023)).
  ///
  /// @param hardy whether the sender looks at the rate rather than at single losses
  long expectedBytesPerSecond(boolean hardy) {
    double lost =
        (weather.faults().loss() + weather.faults().corruption() + weather.faults().late())
            / (double) Weather.CERTAIN;
    double line = weather.rateBytes() * (1 - lost) / 2;
    double roundTrip = Math.max(0.01, 2 * weather.delay().toMillis() / 1_000.0);
    double slowedDown = PACKET_BYTES * 1.2 / (roundTrip * Math.sqrt(Math.max(lost, 1e-6)));
    return (long) Math.min(line, hardy ? HARDINESS * slowedDown : slowedDown);
  }

  /// Lets the weather begin, and everything happen while `bytes` pass towards the listener.
  void befall(UdpProxy path, long bytes) {
    path.weather(weather);
    next(path, path.towardsListenerBytes(), bytes, events);
  }

  private void next(UdpProxy path, long from, long bytes, List<Event> left) {
    if (left.isEmpty()) return;
    Event event = left.getFirst();
    path.at(
        from + (long) (bytes * event.at()),
        () -> {
          happen(path, event);
          next(path, from, bytes, left.subList(1, left.size()));
        });
  }

  private static void happen(UdpProxy path, Event event) {
    switch (event) {
      case BlackOut out -> {
        path.cut(true);
        Thread.ofVirtual().name("end of a black-out").start(() -> end(path, out.lasts()));
      }
      case PortChange _ -> {
        try {
          path.changePorts();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void end(UdpProxy path, Duration after) {
    try {
      Thread.sleep(after);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a black-out", e);
    }
    path.cut(false);
  }

  @Override
  public String toString() {
    Weather.Faults faults = weather.faults();
    return String.format(
        Locale.ROOT,
        "loss %.2f %%, duplicates %.2f %%, flipped %.2f %%, late %.2f %%, round trip %d ms, jitter %d"
            + " ms, %.1f Mbit/s, queue %d KiB, %s",
        faults.loss() / 100.0,
        faults.duplicate() / 100.0,
        faults.corruption() / 100.0,
        faults.late() / 100.0,
        2 * weather.delay().toMillis(),
        weather.jitter().toMillis(),
        weather.rateBytes() / MEGABIT,
        weather.queueBytes() >> 10,
        events);
  }
}
