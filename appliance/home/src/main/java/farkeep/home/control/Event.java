package farkeep.home.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a home node answers: JSON objects, one a line, `event` naming the record; the last one is
/// [Done] or [Failed]. Times are ISO 8601 in UTC, sizes are bytes, names that are not UTF-8 carry
/// `\xNN` for each such byte.
@JsonTypeInfo(use = Id.SIMPLE_NAME, property = "event")
public sealed interface Event {
  /// How far it is.
  ///
  /// @param phase what is being done now, in one word
  /// @param totalBytes 0 while unknown
  record Progress(String phase, long doneBytes, long totalBytes, long files) implements Event {}

  /// A sentence for the owner.
  record Note(String text) implements Event {}

  /// One folder of the vault.
  ///
  /// @param path null: not on this device
  /// @param newest id of the newest snapshot this device knows; null: none
  record Folder(
      String name,
      String tag,
      @Nullable String path,
      long sequence,
      @Nullable String newest,
      long files,
      long bytes)
      implements Event {}

  /// One box of the vault.
  record Box(String id, List<String> addresses, boolean connected) implements Event {}

  /// One path of a snapshot.
  record Item(
      String path, String type, long bytes, String modified, String mode, @Nullable String target)
      implements Event {}

  /// One snapshot.
  record Version(
      long sequence,
      String snapshot,
      String time,
      String device,
      long files,
      long bytes,
      @Nullable Long size)
      implements Event {}

  /// One difference.
  ///
  /// @param kind `added`, `removed` or `changed`
  record Change(String kind, String path, long bytesBefore, long bytesAfter) implements Event {}

  /// A piece of a file's content, in order; base64 in JSON.
  record Content(byte[] data) implements Event {}

  /// Something that could not be done to one path, while the rest went on.
  record Problem(String path, String reason) implements Event {}

  /// How things stand.
  ///
  /// @param sentence one plain sentence
  /// @param state `OK`, `WORKING` or `ATTENTION`
  record Status(String state, String sentence, List<Folder> folders, List<Box> boxes)
      implements Event {}

  /// It is done.
  ///
  /// @param sentence what was done, with figures
  /// @param sentBytes object bytes sent to a box
  /// @param problems how many [Problem]s there were; the exit code tells them from a clean end
  record Done(String sentence, long files, long bytes, long sentBytes, long problems)
      implements Event {}

  /// It is not done.
  ///
  /// @param exit the command's exit code, as in [ExitCode]
  /// @param message what, to which, the figures, and what to do
  record Failed(int exit, String message) implements Event {}

  /// Whether nothing follows this event.
  default boolean last() {
    return this instanceof Done || this instanceof Failed;
  }
}
