package farkeep.box.upkeep;

import farkeep.box.health.BlankDisk;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands the note about a blank disk that is plugged in. Pure.
final class BlankDiskNote {
  private static final Pattern NOTE =
      Pattern.compile(
          "farkeep blank disk 1\\nid ([0-9a-f]{64})\\nbytes ([1-9][0-9]{0,17})\\nmodel ([A-Za-z0-9 ._-]{0,40})\\n");

  private BlankDiskNote() {}

  /// @return empty: it is not what the scripts write
  static Optional<BlankDisk> parse(String text) {
    Matcher note = NOTE.matcher(text);
    if (!note.matches()) return Optional.empty();
    return Optional.of(
        new BlankDisk(note.group(1), Long.parseLong(note.group(2)), note.group(3).strip()));
  }
}
