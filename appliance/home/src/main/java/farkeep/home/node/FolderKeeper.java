package farkeep.home.node;

import farkeep.home.engine.Folders.Folder;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.engine.Progress;
import farkeep.home.engine.SyncResult;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.WalkFilter;
import farkeep.home.watch.FolderWatch;
import farkeep.home.watch.InotifyWatch;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one bound folder: waits for changes, and makes a pass over what changed. Runs until its
/// task is cancelled.
final class FolderKeeper {
  /// Wait after a pass that failed, at first and at most.
  static final Duration RETRY_MIN = Duration.ofSeconds(1);

  static final Duration RETRY_MAX = Duration.ofMinutes(2);

  /// Changed paths kept in mind over failed passes; beyond that everything is looked at.
  static final int CHANGED_PATHS_MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(FolderKeeper.class);

  private final HomeNode node;
  private final Folder folder;
  private final Presence presence;
  private final Ports ports;
  private final Set<TreePath> changed = new TreeSet<>();
  private boolean everything = true;

  FolderKeeper(HomeNode node, Folder folder, Presence presence, Ports ports) {
    this.node = node;
    this.folder = folder;
    this.presence = presence;
    this.ports = ports;
  }

  void run() throws InterruptedException {
    Duration retry = RETRY_MIN;
    while (true) {
      try {
        watch();
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "folder pass failed tag={} retryIn={} reason=\"{}\"",
            folder.tag(),
            retry,
            e.getMessage());
        LOG.debug("folder pass failed", e);
        everything = true;
        ports.tasks().sleep(retry);
        retry = retry.multipliedBy(2).compareTo(RETRY_MAX) < 0 ? retry.multipliedBy(2) : RETRY_MAX;
      }
    }
  }

  private void watch() throws IOException, InterruptedException {
    byte[] path = folder.binding().orElseThrow().path();
    try (FolderRoot root = FolderRoot.open(path);
        FolderWatch watch =
            InotifyWatch.open(
                root, WalkFilter.ALL, InotifyWatch.WATCHES_MAX, ports.clocks(), ports.tasks())) {
      while (true) {
        FolderWatch.Batch batch = watch.next();
        gather(batch);
        boolean scan = everything;
        SyncResult result = pass();
        if (scan) watch.scanned(result.done().files() > 0);
      }
    }
  }

  private void gather(FolderWatch.Batch batch) {
    changed.addAll(batch.paths());
    changed.addAll(batch.trees());
    everything |= batch.isScanAll() || changed.size() > CHANGED_PATHS_MAX;
  }

  private SyncResult pass() throws IOException, InterruptedException {
    presence.unsaved();
    Set<TreePath> only = everything ? Set.of() : Set.copyOf(changed);
    SyncResult result = node.sync(folder.tag(), only, this::heard);
    everything = false;
    changed.clear();
    presence.saved();
    return result;
  }

  private void heard(Progress progress) {
    switch (progress) {
      case Progress.Kept kept ->
          LOG.info("snapshot kept tag={} sequence={}", kept.folder(), kept.snapshot().sequence());
      case Progress.Problem _ -> LOG.debug("a path could not be read");
      case Progress.Note note -> LOG.info("note text=\"{}\"", note.text());
      case Progress.Working _, Progress.Fetching _ -> {
        // only who waits in front of a screen wants these
      }
    }
  }
}
