package farkeep.web.box.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What has happened, and what runs here.
///
/// @param events newest first; the page shows the first [#EVENTS_MAX]
/// @param startedAt when the program was started
/// @param software which versions run, and what became of the last update
public record Journal(List<Event> events, Optional<Instant> startedAt, Software software) {
  /// How many events are shown.
  public static final int EVENTS_MAX = 40;

  public Journal {
    events = List.copyOf(events);
  }

  /// @param text in the reader's language; without names, keys and paths
  public record Event(Instant at, Level level, String text) {}

  /// How much an event matters.
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  /// What runs here.
  ///
  /// @param versions of the program and of what it runs on
  /// @param system version of the machine's system as a whole, on a machine that is updated as one
  /// @param update the last one
  public record Software(List<Version> versions, Optional<String> system, Optional<Update> update) {
    public Software {
      versions = List.copyOf(versions);
    }

    /// Nothing is known but these.
    public static Software of(List<Version> versions) {
      return new Software(versions, Optional.empty(), Optional.empty());
    }
  }

  /// What became of an update of the machine.
  ///
  /// @param stage one word for programs: `installing`, `refused` …
  /// @param why a word for programs; empty when there is nothing to explain
  /// @param from version that ran before; empty when it is not known
  /// @param to version of the update; empty when it is not known
  /// @param at when it came to that
  /// @param sentence for people
  public record Update(
      String stage, String why, String from, String to, Instant at, String sentence) {}

  /// @param name "Farkeep"
  /// @param text "0.1.0"
  public record Version(String name, String text) {}
}
