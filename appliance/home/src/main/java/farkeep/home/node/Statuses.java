package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.posix.Shown;
import farkeep.home.state.FolderRecord;
import farkeep.objects.PeerId;
import farkeep.objects.log.LogBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How things stand: folders, boxes, and one sentence about them.
final class Statuses {
  private final HomeNode node;
  private final Presence presence;
  private final KnownAddresses addresses;
  private final Watching watching;

  /// @param watching knows why boxes are away
  Statuses(HomeNode node, Presence presence, KnownAddresses addresses, Watching watching) {
    this.node = node;
    this.presence = presence;
    this.addresses = addresses;
    this.watching = watching;
  }

  List<Event.Folder> folders() throws InterruptedException {
    List<Event.Folder> folders = new ArrayList<>();
    for (Folder folder : node.folders().all()) folders.add(folder(folder));
    return folders;
  }

  private Event.Folder folder(Folder folder) throws InterruptedException {
    FolderRecord best = FolderRecord.NONE;
    List<Event.Position> positions = new ArrayList<>();
    for (PeerId box : node.boxes().all()) {
      FolderRecord record = node.record(box, folder.tag());
      if (sequence(record) > sequence(best)) best = record;
      positions.add(position(box, folder));
    }
    return new Event.Folder(
        folder.settings().name(),
        folder.tag().toString(),
        folder.binding().map(it -> Shown.of(it.path())).orElse(null),
        sequence(best),
        best.newest().map(it -> it.id().abbreviated()).orElse(null),
        best.counts().files(),
        best.counts().paths(),
        best.counts().bytes(),
        positions);
  }

  private static long sequence(FolderRecord record) {
    return record.newest().map(FolderRecord.Newest::sequence).orElse(0L);
  }

  private Event.Position position(PeerId box, Folder folder) throws InterruptedException {
    FolderRecord record = node.record(box, folder.tag());
    return new Event.Position(
        box.toString(),
        folder.settings().name(),
        sequence(record),
        record.newest().map(it -> it.id().abbreviated()).orElse(null),
        record.complete().map(Instant::toString).orElse(null),
        presence.passes().pending(box, folder.tag()).orElse(null));
  }

  List<Event.Box> boxes() throws InterruptedException {
    List<Event.Box> boxes = new ArrayList<>();
    for (PeerId id : node.boxes().all()) {
      LogBody.Box entry = node.vault().log().state().boxes().get(id);
      if (entry == null) continue; // revoked a moment ago
      List<Event.Position> positions = new ArrayList<>();
      for (Folder folder : node.folders().all()) positions.add(position(id, folder));
      boolean reached = node.boxes().isReached(id);
      boxes.add(
          new Event.Box(
              id.toString(),
              BoxNames.of(node.vault(), entry),
              addresses.of(entry.record()),
              reached,
              node.boxes().lastContact(id).map(Instant::toString).orElse(null),
              reached ? null : presence.trouble(id).orElse(null),
              reached ? null : watching.outage(id.toString()).orElse(null),
              presence.greeted(id).map(Presence.Greeted::program).orElse(null),
              presence.greeted(id).map(it -> rounded(it.clockAhead())).orElse(null),
              presence.told(id).flatMap(it -> MachineWords.of(it.health())).orElse(null),
              positions));
    }
    return boxes;
  }

  private static long rounded(Duration time) {
    return time.plusMillis(500).toSeconds();
  }

  Event.Status now() throws InterruptedException {
    List<Event.Folder> folders = folders();
    List<Event.Box> boxes = boxes();
    boolean trouble = boxes.stream().anyMatch(box -> box.trouble() != null);
    String state =
        boxes.isEmpty() || trouble
            ? "ATTENTION"
            : unsaved(folders) > 0 || presence.unsavedFor().isPresent() ? "WORKING" : "OK";
    return new Event.Status(state, sentence(folders, boxes), folders, boxes);
  }

  private static long unsaved(List<Event.Folder> folders) {
    return folders.stream().filter(it -> it.path() != null && it.newest() == null).count();
  }

  private String sentence(List<Event.Folder> folders, List<Event.Box> boxes) {
    if (boxes.isEmpty()) return "No box is paired yet; `farkeep pair` does that.";
    if (folders.stream().noneMatch(it -> it.path() != null)) {
      return "No folder is bound on this device; `farkeep add DIR` binds one.";
    }
    List<Event.Box> away = boxes.stream().filter(box -> box.trouble() != null).toList();
    if (boxes.size() == 1 && !away.isEmpty()) {
      return "The box is not reached: " + why(away.getFirst());
    }
    String rest = paused(boxes) + rest(folders);
    if (away.isEmpty()) return rest;
    return "%d of %d boxes are not reached (%s: %s). %s"
        .formatted(away.size(), boxes.size(), away.getFirst().name(), why(away.getFirst()), rest);
  }

  /// Which boxes take nothing for now.
  private String paused(List<Event.Box> boxes) {
    StringBuilder said = new StringBuilder();
    for (PeerId id : node.boxes().all()) {
      Optional<Instant> until = node.boxes().pausedUntil(id);
      if (until.isEmpty()) continue;
      String which =
          boxes.size() == 1
              ? "The box"
              : boxes.stream()
                  .filter(it -> it.id().equals(id.toString()))
                  .map(it -> "Box " + it.name())
                  .findFirst()
                  .orElse("A box");
      said.append(
          "%s is paused by its host until %s; what is new is sent afterwards. "
              .formatted(which, until.get()));
    }
    return said.toString();
  }

  /// What the evidence says; before there is any, what the last attempt said.
  private static String why(Event.Box box) {
    return box.outage() == null ? String.valueOf(box.trouble()) : said(box.outage());
  }

  private static String said(Event.Outage outage) {
    String cause = outage.cause().replace('-', ' ');
    if (outage.cause().equals("unknown")) return "not known why. " + outage.sentence();
    return (outage.certain() ? "" : "likely ") + cause + ". " + outage.sentence();
  }

  private String rest(List<Event.Folder> folders) {
    long unsaved = unsaved(folders);
    if (unsaved > 0) return "%d folders have not been kept yet.".formatted(unsaved);
    Optional<Duration> age = presence.unsavedFor();
    if (age.isEmpty()) return "Everything that was seen is kept.";
    return "Sending; the oldest change that is not kept yet is %d s old."
        .formatted(age.get().toSeconds());
  }
}
