package farkeep.testkit.network;

import java.time.Duration;

/// What a path does to datagrams, in both directions alike.
///
/// @param faults what happens to single ones
/// @param delay how long each takes
/// @param jitter how much longer it may take, evenly spread; more than the distance between two
///   datagrams lets them overtake each other
/// @param rateBytes how many bytes pass in a second; 0: as many as come
/// @param queueBytes how many wait for their turn at that rate; further ones are lost
public record Weather(
    Faults faults, Duration delay, Duration jitter, long rateBytes, long queueBytes) {
  /// Nothing happens to anything.
  public static final Weather CLEAR =
      new Weather(Faults.NONE, Duration.ZERO, Duration.ZERO, 0, Long.MAX_VALUE);

  /// The largest chance, in ten thousandths.
  public static final int CERTAIN = 10_000;

  /// Chances in ten thousandths, each for itself.
  ///
  /// @param loss it does not arrive
  /// @param duplicate it arrives twice
  /// @param corruption one of its bits is another one
  /// @param late it comes [#LATE] later, behind others
  public record Faults(int loss, int duplicate, int corruption, int late) {
    static final Faults NONE = new Faults(0, 0, 0, 0);

    /// How much later a late one comes.
    public static final Duration LATE = Duration.ofMillis(30);

    /// @throws IllegalArgumentException a chance is no chance
    public Faults {
      for (int chance : new int[] {loss, duplicate, corruption, late}) {
        if (chance < 0 || chance > CERTAIN) {
          throw new IllegalArgumentException(
              "a chance of %d; 0 to %d ten thousandths".formatted(chance, CERTAIN));
        }
      }
    }
  }

  /// The same with other faults.
  public Weather with(Faults other) {
    return new Weather(other, delay, jitter, rateBytes, queueBytes);
  }

  /// The same with another delay.
  public Weather delayed(Duration time, Duration more) {
    return new Weather(faults, time, more, rateBytes, queueBytes);
  }

  /// The same with a rate.
  public Weather limited(long bytesPerSecond, long waitingBytes) {
    return new Weather(faults, delay, jitter, bytesPerSecond, waitingBytes);
  }
}
