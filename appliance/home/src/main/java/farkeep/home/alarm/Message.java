package farkeep.home.alarm;

import java.time.Instant;
import java.util.Locale;

/// What the owner is told.
///
/// @param kind why it is said
/// @param box the box's id; empty in a test
/// @param name what the owner calls the box
/// @param subject which trouble it is about; a newer message takes the place of one that waits
/// @param title one short line
/// @param text a few sentences
/// @param at when it was said first
public record Message(
    Kind kind, String box, String name, String subject, String title, String text, Instant at) {
  /// Why something is said.
  public enum Kind {
    /// A trouble is there.
    ALARM,
    /// It still is, a day later.
    REMINDER,
    /// It is over.
    ALL_CLEAR,
    /// Somebody tries whether messages arrive.
    TEST;

    /// For programs: `alarm`, `reminder`, `all-clear`, `test`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What `farkeep alarm test` sends.
  public static Message test(Instant at) {
    return new Message(
        Kind.TEST,
        "",
        "",
        "test",
        "Farkeep: a test",
        "This is a test of Farkeep's alarms. Nothing has happened.",
        at);
  }
}
