package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.posix.Shown;
import farkeep.home.state.FolderRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How things stand, in one sentence and its figures.
final class Statuses {
  private Statuses() {}

  static Event.Folder folder(HomeNode node, Folder folder) {
    FolderRecord record = node.record(folder.tag());
    Optional<String> path = folder.binding().map(it -> Shown.of(it.path()));
    return new Event.Folder(
        folder.settings().name(),
        folder.tag().toString(),
        path.orElse(null),
        record.newest().map(FolderRecord.Newest::sequence).orElse(0L),
        record.newest().map(it -> it.id().abbreviated()).orElse(null),
        record.files(),
        record.bytes());
  }

  static Event.Status of(HomeNode node, Presence presence) {
    List<Event.Folder> folders = node.folders().all().stream().map(it -> folder(node, it)).toList();
    List<Event.Box> boxes = presence.boxes();
    long unsaved = folders.stream().filter(it -> it.path() != null && it.newest() == null).count();
    String state =
        boxes.isEmpty() || presence.trouble().isPresent()
            ? "ATTENTION"
            : unsaved > 0 || presence.unsavedFor().isPresent() ? "WORKING" : "OK";
    return new Event.Status(state, sentence(presence, folders, boxes, unsaved), folders, boxes);
  }

  private static String sentence(
      Presence presence, List<Event.Folder> folders, List<Event.Box> boxes, long unsaved) {
    if (boxes.isEmpty()) return "No box is paired yet; `farkeep pair` does that.";
    if (folders.stream().noneMatch(it -> it.path() != null)) {
      return "No folder is bound on this device; `farkeep add DIR` binds one.";
    }
    if (presence.trouble().isPresent()) {
      return "The box is not reached: " + presence.trouble().get();
    }
    if (unsaved > 0) return "%d folders have not been kept yet.".formatted(unsaved);
    return presence.unsavedFor().map(Statuses::working).orElse("Everything that was seen is kept.");
  }

  private static String working(Duration age) {
    return "Sending; the oldest change that is not kept yet is %d s old."
        .formatted(age.toSeconds());
  }
}
