package farkeep.box.host;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What the host lets through at one moment.
///
/// @param pausedUntil no object is taken before; empty: they are taken
/// @param bytesPerSecond of objects at most, in each direction; empty: as many as can
public record HostBounds(Optional<Instant> pausedUntil, OptionalLong bytesPerSecond) {
  /// Everything.
  public static final HostBounds NONE = new HostBounds(Optional.empty(), OptionalLong.empty());
}
