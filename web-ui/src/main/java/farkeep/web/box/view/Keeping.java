package farkeep.web.box.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the box keeps, and how well.
///
/// @param space of the disk
/// @param activity received bytes by day, oldest first, without gaps, at most [#DAYS_MAX]; empty
///   when nothing is known
/// @param scrub the last finished re-reading of all that is kept
/// @param certificates snapshots that were proven complete
/// @param powerCutsSurvived starts after an end that nobody asked for
public record Keeping(
    Optional<Space> space,
    List<Day> activity,
    Optional<Scrub> scrub,
    Optional<Certificates> certificates,
    OptionalLong powerCutsSurvived) {
  /// How many days are drawn.
  public static final int DAYS_MAX = 30;

  public Keeping {
    activity = List.copyOf(activity);
    if (activity.size() > DAYS_MAX) {
      throw new IllegalArgumentException(
          "%d days of activity: give the newest %d".formatted(activity.size(), DAYS_MAX));
    }
  }

  /// @param keptBytes what the vaults take
  /// @param freeBytes free on the disk, the reserve among it
  /// @param totalBytes of the disk
  /// @param reserveBytes what is never filled
  /// @param fullIn when the box will be full at the present rate
  public record Space(
      long keptBytes,
      long freeBytes,
      long totalBytes,
      long reserveBytes,
      Optional<Duration> fullIn) {
    public Space {
      if (keptBytes < 0 || freeBytes < 0 || reserveBytes < 0 || totalBytes <= 0) {
        throw new IllegalArgumentException(
            "space of %d B kept, %d B free, %d B reserve, %d B in all: give none below 0 and a total above"
                .formatted(keptBytes, freeBytes, reserveBytes, totalBytes));
      }
    }
  }

  /// @param receivedBytes on that day
  public record Day(LocalDate date, long receivedBytes) {
    public Day {
      if (receivedBytes < 0) throw new IllegalArgumentException("received " + receivedBytes + " B");
    }
  }

  /// @param finished when it ended
  /// @param objects how many were read and hashed
  /// @param damaged how many of them were not what they should be
  /// @param mended how many of those are whole again
  public record Scrub(Instant finished, long objects, long damaged, long mended) {}

  /// @param snapshots how many are proven complete
  /// @param newest when the newest proof was made
  public record Certificates(long snapshots, Instant newest) {}
}
