package farkeep.home.node;

import farkeep.home.engine.Folders.Folder;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// One keeper for each folder that is bound on this device: started when it is added, cancelled
/// when it is removed, begun anew when there is another box.
final class FolderKeepers {
  /// How soon a folder that was added is noticed.
  static final Duration LOOK = Duration.ofMillis(200);

  private final FolderLane.Around around;
  private final Map<FolderTag, Tasks.Task> running = new HashMap<>();
  private List<PeerId> boxes = List.of();

  FolderKeepers(FolderLane.Around around) {
    this.around = around;
  }

  /// Keeps all bound folders until the task is cancelled.
  void run() throws InterruptedException {
    long seen = -1;
    try {
      while (true) {
        long now = around.presence().changes();
        if (now != seen) adjust();
        seen = now;
        around.ports().tasks().sleep(LOOK);
      }
    } finally {
      running.values().forEach(Tasks.Task::cancel);
    }
  }

  private void adjust() {
    List<PeerId> now = around.node().boxes().all();
    if (!now.equals(boxes)) {
      running.values().forEach(Tasks.Task::cancel);
      running.clear();
      boxes = now;
    }
    Map<FolderTag, Folder> wanted = new HashMap<>();
    for (Folder folder : around.node().folders().all()) {
      if (folder.binding().isPresent()) wanted.put(folder.tag(), folder);
    }
    Iterator<Map.Entry<FolderTag, Tasks.Task>> each = running.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<FolderTag, Tasks.Task> one = each.next();
      if (wanted.containsKey(one.getKey())) continue;
      one.getValue().cancel();
      each.remove();
    }
    wanted.forEach((tag, folder) ->
        running.computeIfAbsent(
            tag,
            _ ->
                around
                    .ports()
                    .tasks()
                    .start("watch " + tag, new FolderKeeper(around, folder, boxes)::run)));
  }
}
