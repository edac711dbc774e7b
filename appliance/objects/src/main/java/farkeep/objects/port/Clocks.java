package farkeep.objects.port;

import java.time.Duration;
import java.time.Instant;

/// The time, of both kinds.
public interface Clocks {
  /// What the wall clock says; may jump, may be 1970.
  Instant wall();

  /// Running time since some fixed moment: never goes back, says nothing about the date.
  Duration running();
}
