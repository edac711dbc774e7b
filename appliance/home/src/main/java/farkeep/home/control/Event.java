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
  /// @param sequence of the newest snapshot this device knows, on whichever box; 0: none
  /// @param newest its id; null: none
  /// @param files regular files in it
  /// @param paths entries of any type in it: files, directories, links
  /// @param bytes plain bytes of the files
  /// @param boxes where the folder stands on each box
  record Folder(
      String name,
      String tag,
      @Nullable String path,
      long sequence,
      @Nullable String newest,
      long files,
      long paths,
      long bytes,
      List<Position> boxes)
      implements Event {}

  /// One box of the vault.
  ///
  /// @param name what the owner calls it, or the beginning of its id
  /// @param addresses where it is dialled, best first
  /// @param lastContact when there was last a link to it; null: never, as far as is remembered
  /// @param trouble why it is not reached; null while it is, and before the first attempt
  /// @param outage why it is away, by the evidence; null while it is reached, and before a daemon
  ///   has looked
  /// @param program its program and version, as it said when it was last reached; null: not reached
  ///   by this process yet
  /// @param clockAheadSeconds by how much its clock showed more than this home's then
  /// @param machine what it last said of the machine it runs on; null: nothing, or not reached by
  ///   this process yet
  /// @param folders where each folder stands on it
  record Box(
      String id,
      String name,
      List<String> addresses,
      boolean connected,
      @Nullable String lastContact,
      @Nullable String trouble,
      @Nullable Outage outage,
      @Nullable String program,
      @Nullable Long clockAheadSeconds,
      @Nullable Machine machine,
      List<Position> folders)
      implements Event {}

  /// The machine of a box that is updated as a whole. No event by itself.
  ///
  /// @param version of its system; null: it did not say
  /// @param update what became of the last update, one word: `received`, `installing`, `installed`,
  ///   `trial`, `good`, `present`, `refused`, `back`, `unknown`; null: there was none
  /// @param to version of that update; null: not known
  /// @param why it was refused or did not stay, one word: `signature`, `older` …; null: no reason
  /// @param sentence what became of the update, and what to do; empty: there was none
  record Machine(
      @Nullable String version,
      @Nullable String update,
      @Nullable String to,
      @Nullable String why,
      String sentence) {}

  /// Why a box is away. No event by itself.
  ///
  /// @param since when it was last reached
  /// @param cause one word: `power`, `router`, `internet`, `udp-blocked`, `stopped`, `address` …
  /// @param certain whether the evidence leaves no other cause
  /// @param sentence what was seen
  record Outage(String since, String cause, boolean certain, String sentence) {}

  /// Where a folder stands on a box. No event by itself.
  ///
  /// @param box the box's id
  /// @param folder the folder's name
  /// @param sequence of the newest snapshot there, as far as this device knows; 0: none
  /// @param newest its id; null: none
  /// @param complete when a pass last ended after which the box kept everything; null: never
  /// @param pending what a pass that is under way has to do; null: none is
  record Position(
      String box,
      String folder,
      long sequence,
      @Nullable String newest,
      @Nullable String complete,
      @Nullable Pending pending) {}

  /// What a pass that is under way has to do. No event by itself.
  ///
  /// @param files files still to be read and sent; -1 while they are being counted
  /// @param bytes plain bytes of them; -1 while they are being counted
  /// @param sentBytes object bytes that the pass has sent so far
  /// @param bytesPerSecond of reading, over the last seconds
  record Pending(long files, long bytes, long sentBytes, long bytesPerSecond) {}

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

  /// The ways in which the owner is told of trouble.
  ///
  /// @param silentSeconds how long a box may be silent
  record Alarms(long silentSeconds, List<Way> ways) implements Event {}

  /// One way in which the owner is told. No event by itself.
  ///
  /// @param what for people: `ntfy https://ntfy.sh/topic`
  /// @param last how the last message went; empty: none was sent
  /// @param waiting messages that have not arrived yet
  record Way(int number, String what, String last, int waiting) {}

  /// How a test went.
  ///
  /// @param arrived whether somebody has taken it
  /// @param said what was answered, or why it was not taken
  record Told(int number, String what, boolean arrived, String said) implements Event {}

  /// Something that happened.
  ///
  /// @param kind for programs: `alarm`, `reminder`, `all-clear`, `alarm-lost`, `outage`
  /// @param box what the owner calls the box; empty when it is about none
  record Happened(String time, String kind, String box, String text) implements Event {}

  /// One thing that was looked at in this set-up.
  ///
  /// @param level `OK`, `HINT` (works, and could be better) or `WRONG`
  /// @param what in one or two words: `state`, `folder`, `box` …
  /// @param where which one; empty when there is one only
  /// @param said what was found, with figures
  /// @param advice what to do; empty when it is well
  record Looked(String level, String what, String where, String said, String advice)
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
