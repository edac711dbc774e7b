package farkeep.home.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import farkeep.home.alarm.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the owner may ask of a home node: one JSON object on one line, `verb` naming the record.
/// Documented field by field in `docs/control.md`.
///
/// A *place* is `FOLDER`, `FOLDER:PATH`, or a local path below a bound folder. A *moment* is empty
/// (the newest), `#` and a sequence number, or a time as in ISO 8601.
@JsonTypeInfo(use = Id.SIMPLE_NAME, property = "verb")
public sealed interface Request {
  /// Binds a local directory to a folder and takes its first snapshot at the next sync.
  ///
  /// @param path absolute local path
  /// @param folder the folder's name; the directory's own name when null
  record Add(String path, @Nullable String folder) implements Request {}

  /// Lists the folders of the vault.
  record Folders() implements Request {}

  /// Unbinds a folder from its local directory. What the box keeps stays.
  record Remove(String folder) implements Request {}

  /// Pairs with a box by the one-time code it shows.
  ///
  /// @param address `host:port`; null waits for a box that dials home
  /// @param code eight digits, a dash allowed
  /// @param name what the owner calls the box; null: what it calls itself
  record Pair(@Nullable String address, String code, @Nullable String name) implements Request {}

  /// Pairs with a box by the text of its QR code.
  ///
  /// @param text as in `docs/format.md`, section *Pairing text*
  /// @param name what the owner calls the box; null: what it calls itself
  record PairByText(String text, @Nullable String name) implements Request {}

  /// Lists the boxes of the vault.
  record Boxes() implements Request {}

  /// Dials a box at other addresses from now on; what it says of itself comes after them.
  ///
  /// @param box its name, or the beginning of its id
  /// @param addresses `host:port`, best first
  record BoxAddress(String box, List<String> addresses) implements Request {}

  /// Sends a box an update of the machine that it runs on.
  ///
  /// @param box its name, or the beginning of its id
  /// @param bundle absolute local path
  record BoxUpdate(String box, String bundle) implements Request {}

  /// One pass over a folder, or over all of them.
  record Sync(@Nullable String folder) implements Request {}

  /// One plain sentence, and the figures behind it.
  record Status() implements Request {}

  /// What a directory held.
  record Ls(String place, String at, boolean recursive) implements Request {}

  /// The snapshots of a folder, or those in which one path changed, newest first.
  record History(String place) implements Request {}

  /// What changed between two moments.
  record Diff(String place, String from, String to) implements Request {}

  /// The content of one file.
  record Cat(String place, String at) implements Request {}

  /// Paths of a folder whose name fits a pattern with `*` and `?`.
  record Find(String place, String pattern, String at) implements Request {}

  /// Writes what was kept to a directory.
  ///
  /// @param to absolute local path
  /// @param overwrite whether files that exist there may be replaced
  record Restore(List<String> places, String at, String to, boolean overwrite) implements Request {}

  /// Reads back from the box and compares.
  ///
  /// @param percent how much of the content, 1 to 100
  record Verify(String place, String at, int percent) implements Request {}

  /// Lists the ways in which the owner is told of trouble.
  record Alarms() implements Request {}

  /// Adds a way.
  record AlarmAdd(Channel channel) implements Request {}

  /// Removes the way of this number.
  record AlarmRemove(int number) implements Request {}

  /// Sends a test by each way.
  record AlarmTest() implements Request {}

  /// Agrees how long a box may be silent.
  record AlarmAfter(long seconds) implements Request {}

  /// Lists what happened.
  ///
  /// @param last how many of the newest, at least 1
  record Events(int last) implements Request {}

  /// Ends the daemon.
  record Stop() implements Request {}
}
