package farkeep.home.node;

import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.Ports;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.WalkFilter;
import farkeep.home.watch.FolderWatch;
import farkeep.home.watch.InotifyWatch;
import farkeep.objects.PeerId;
import farkeep.objects.port.TaskGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one bound folder: watches it, and tells each box's lane what changed. Runs until its task
/// is cancelled.
final class FolderKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(FolderKeeper.class);

  private final FolderLane.Around around;
  private final Folder folder;
  private final List<PeerId> boxes;

  FolderKeeper(FolderLane.Around around, Folder folder, List<PeerId> boxes) {
    this.around = around;
    this.folder = folder;
    this.boxes = List.copyOf(boxes);
  }

  void run() throws InterruptedException {
    Duration retry = FolderLane.RETRY_MIN;
    while (true) {
      try {
        watch();
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "folder not watched tag={} retryIn={} reason=\"{}\"",
            folder.tag(),
            retry,
            e.getMessage());
        LOG.debug("folder not watched", e);
        around.ports().tasks().sleep(retry);
        Duration next = retry.multipliedBy(2);
        retry = next.compareTo(FolderLane.RETRY_MAX) < 0 ? next : FolderLane.RETRY_MAX;
      }
    }
  }

  /// The watch's first batch asks for a scan of everything.
  private void watch() throws IOException, InterruptedException {
    byte[] path = folder.binding().orElseThrow().path();
    Ports ports = around.ports();
    try (FolderRoot root = FolderRoot.open(path);
        FolderWatch watch =
            InotifyWatch.open(
                root, WalkFilter.ALL, InotifyWatch.WATCHES_MAX, ports.clocks(), ports.tasks());
        TaskGroup group = new TaskGroup(ports.tasks())) {
      List<FolderLane> lanes =
          boxes.stream().map(box -> new FolderLane(around, box, folder.tag(), watch)).toList();
      for (FolderLane lane : lanes) group.start("keep " + folder.tag(), lane::run);
      while (true) {
        FolderWatch.Batch batch = watch.next();
        lanes.forEach(lane -> lane.gather(batch));
      }
    }
  }
}
