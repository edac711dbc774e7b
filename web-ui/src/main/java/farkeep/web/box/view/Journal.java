package farkeep.web.box.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What has happened, and what runs here.
///
/// @param events newest first; the page shows the first [#EVENTS_MAX]
/// @param startedAt when the program was started
/// @param versions of the program and of what it runs on
public record Journal(List<Event> events, Optional<Instant> startedAt, List<Version> versions) {
  /// How many events are shown.
  public static final int EVENTS_MAX = 40;

  public Journal {
    events = List.copyOf(events);
    versions = List.copyOf(versions);
  }

  /// @param text in the reader's language; without names, keys and paths
  public record Event(Instant at, Level level, String text) {}

  /// How much an event matters.
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  /// @param name "Farkeep"
  /// @param text "0.1.0"
  public record Version(String name, String text) {}
}
