package farkeep.home.node;

import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.engine.Progress;
import farkeep.home.engine.SyncResult;
import farkeep.home.replicate.ReplicationException;
import farkeep.home.watch.FolderWatch;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.port.Tasks;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One folder on its way to one box: makes a pass over what changed, at the box's own pace. While
/// the box is away, changes add up. Told by the folder's keeper; runs as a task of its own until
/// cancelled.
final class FolderLane {
  /// Wait after a pass that failed, at first and at most.
  static final Duration RETRY_MIN = Duration.ofSeconds(1);

  static final Duration RETRY_MAX = Duration.ofMinutes(2);

  /// How often it looks whether a box that was paused goes on.
  static final Duration PAUSE_LOOK = Duration.ofSeconds(5);

  /// Changed paths kept in mind; beyond that everything is looked at.
  static final int CHANGED_PATHS_MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(FolderLane.class);

  private final Around around;
  private final PeerId box;
  private final FolderTag folder;
  private final FolderWatch watch;
  private final Tasks.Monitor monitor;
  private Set<TreePath> changed = new TreeSet<>();
  private boolean everything;

  /// What all lanes work with.
  record Around(HomeNode node, Presence presence, Ports ports) {}

  /// @param watch is told of scans
  FolderLane(Around around, PeerId box, FolderTag folder, FolderWatch watch) {
    this.around = around;
    this.box = box;
    this.folder = folder;
    this.watch = watch;
    this.monitor = around.ports.tasks().monitor();
  }

  /// Something is to be looked at.
  void gather(FolderWatch.Batch batch) {
    around.presence.unsaved(box, folder);
    try (Tasks.Inside _ = monitor.inside()) {
      changed.addAll(batch.paths());
      changed.addAll(batch.trees());
      everything |= batch.isScanAll();
      limit();
      monitor.signalAll();
    }
  }

  private void limit() {
    if (!everything && changed.size() <= CHANGED_PATHS_MAX) return;
    everything = true;
    changed.clear();
  }

  void run() throws InterruptedException {
    Duration retry = RETRY_MIN;
    try {
      while (true) {
        Set<TreePath> work = take();
        try {
          pass(work);
          retry = RETRY_MIN;
        } catch (IOException | RuntimeException e) {
          failed(e, retry);
          retry =
              retry.multipliedBy(2).compareTo(RETRY_MAX) < 0 ? retry.multipliedBy(2) : RETRY_MAX;
        }
      }
    } finally {
      around.presence.saved(box, folder);
    }
  }

  /// Waits for something to do.
  ///
  /// @return empty: look at everything
  private Set<TreePath> take() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (changed.isEmpty() && !everything) monitor.await();
      Set<TreePath> work = everything ? Set.of() : changed;
      changed = new TreeSet<>();
      everything = false;
      return work;
    }
  }

  private void pass(Set<TreePath> work) throws IOException, InterruptedException {
    SyncResult result;
    try (PassBook.UnderWay pass = around.presence.passes().begin(box, folder)) {
      result = around.node.sync(box, folder, work, progress -> heard(progress, pass));
    }
    if (work.isEmpty()) watch.scanned(result.done().files() > 0);
    try (Tasks.Inside _ = monitor.inside()) {
      if (changed.isEmpty() && !everything) around.presence.saved(box, folder);
    }
  }

  private void failed(Exception e, Duration retry) throws InterruptedException {
    if (e instanceof ReplicationException.Paused paused) {
      awaitGoOn(paused);
      return;
    }
    LOG.warn(
        "folder pass failed tag={} box={} retryIn={} reason=\"{}\"",
        folder,
        box.abbreviated(),
        retry,
        e.getMessage());
    LOG.debug("folder pass failed", e);
    try (Tasks.Inside _ = monitor.inside()) {
      everything = true;
      limit();
    }
    around.ports.tasks().sleep(retry);
  }

  /// A pass that can send nothing would only look at everything again.
  private void awaitGoOn(ReplicationException.Paused paused) throws InterruptedException {
    LOG.info("box is paused tag={} box={} until={}", folder, box.abbreviated(), paused.until());
    try (Tasks.Inside _ = monitor.inside()) {
      everything = true;
      limit();
    }
    do {
      around.ports.tasks().sleep(PAUSE_LOOK);
    } while (around.node.boxes().pausedUntil(box).isPresent());
  }

  private void heard(Progress progress, PassBook.UnderWay pass) {
    switch (progress) {
      case Progress.Kept kept ->
          LOG.info(
              "snapshot kept tag={} box={} sequence={}",
              kept.folder(),
              box.abbreviated(),
              kept.snapshot().sequence());
      case Progress.Problem _ -> LOG.debug("a path could not be read");
      case Progress.Note note -> LOG.info("note text=\"{}\"", note.text());
      case Progress.Working working -> pass.heard(working);
      case Progress.Fetching _ -> {
        // no pass fetches
      }
    }
  }
}
