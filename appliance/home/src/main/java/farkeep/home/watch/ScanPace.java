package farkeep.home.watch;

import java.time.Duration;

/// How long until the next scan: shorter after one that found something, longer after one that did
/// not. Where every directory is watched, scans are only a safety net and start out rare.
record ScanPace(Duration pause) {
  /// Between scans of a folder that changes unwatched.
  static final Duration WAIT_MIN = Duration.ofMinutes(2);

  /// Between scans of a folder that is watched or quiet.
  static final Duration WAIT_MAX = Duration.ofHours(5);

  static ScanPace first(boolean completelyWatched) {
    return new ScanPace(completelyWatched ? WAIT_MAX : WAIT_MIN);
  }

  ScanPace after(boolean foundChanges) {
    Duration next = foundChanges ? pause.dividedBy(4) : pause.multipliedBy(2);
    if (next.compareTo(WAIT_MIN) < 0) return new ScanPace(WAIT_MIN);
    return new ScanPace(next.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : next);
  }
}
