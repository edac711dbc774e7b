package farkeep.home.node;

import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.objects.FolderTag;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One keeper for each folder that is bound on this device: started when it is added, cancelled
/// when it is removed.
final class FolderKeepers {
  /// How soon a folder that was added is noticed.
  static final Duration LOOK = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(FolderKeepers.class);

  private final HomeNode node;
  private final Presence presence;
  private final Ports ports;
  private final Map<FolderTag, Tasks.Task> running = new HashMap<>();

  FolderKeepers(HomeNode node, Presence presence, Ports ports) {
    this.node = node;
    this.presence = presence;
    this.ports = ports;
  }

  /// Keeps all bound folders until the task is cancelled.
  void run() throws InterruptedException {
    long seen = -1;
    try {
      while (true) {
        long now = presence.folderChanges();
        if (now != seen && exchanged()) {
          adjust();
          seen = now;
        }
        ports.tasks().sleep(LOOK);
      }
    } finally {
      running.values().forEach(Tasks.Task::cancel);
    }
  }

  /// The box has to know a folder before it takes its snapshots.
  private boolean exchanged() throws InterruptedException {
    try {
      node.exchangeLog();
      return true;
    } catch (IOException e) {
      LOG.info("vault log not exchanged reason=\"{}\"", e.getMessage());
      return false;
    }
  }

  private void adjust() {
    Map<FolderTag, Folder> wanted = new HashMap<>();
    for (Folder folder : node.folders().all()) {
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
                ports
                    .tasks()
                    .start("keep " + tag, new FolderKeeper(node, folder, presence, ports)::run)));
  }
}
