package farkeep.box.host;

/// A bound for some hours of every day.
///
/// @param fromHour 0 to 23
/// @param toHour 1 to 24, and past `fromHour`
/// @param bytesPerSecond 0, or from [#BYTES_PER_SECOND_MIN] to [#BYTES_PER_SECOND_MAX]; 0 lets
///   nothing in
public record DailyBound(int fromHour, int toHour, long bytesPerSecond) {
  /// The lowest bound but nothing, a tenth of a megabit: below it the longest object would be on
  /// its way for longer than a link is patient.
  public static final long BYTES_PER_SECOND_MIN = 12_500;

  /// The highest.
  public static final long BYTES_PER_SECOND_MAX = 1_000_000_000;

  /// Checks hours and bytes.
  public DailyBound {
    if (fromHour < 0 || toHour > 24 || fromHour >= toHour) {
      throw new IllegalArgumentException(
          "hours %d to %d: give 0 to 24, the first before the second".formatted(fromHour, toHour));
    }
    boolean some = bytesPerSecond >= BYTES_PER_SECOND_MIN && bytesPerSecond <= BYTES_PER_SECOND_MAX;
    if (bytesPerSecond != 0 && !some) {
      throw new IllegalArgumentException(
          "%d B/s: give 0, or %d to %d"
              .formatted(bytesPerSecond, BYTES_PER_SECOND_MIN, BYTES_PER_SECOND_MAX));
    }
  }

  /// Whether it holds in this hour of the day.
  boolean holdsIn(int hour) {
    return hour >= fromHour && hour < toHour;
  }
}
