package farkeep.home.watch;

import farkeep.home.posix.Inotify;
import farkeep.home.posix.Inotify.Event;
import farkeep.home.posix.PosixException;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.TemporaryName;
import farkeep.home.scan.WalkFilter;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder watched by the kernel. The first batch, once everything is watched, asks for a scan of
/// all: what changed before that no event tells.
///
/// Reads on a platform thread of its own: a virtual thread that waits in the kernel for hours would
/// keep a carrier from all others.
public final class InotifyWatch implements FolderWatch {
  /// Directories watched at most, within what the kernel allows; each takes about 300 bytes here
  /// and 1 KiB in the kernel.
  public static final int WATCHES_MAX = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(InotifyWatch.class);
  private static final long FOR_EVER = -1;
  private static final int NAMES = Event.CREATE | Event.DELETE | Event.MOVED_FROM | Event.MOVED_TO;
  private static final int SELF = Event.DELETE_SELF | Event.MOVE_SELF | Event.UNMOUNT;

  private final Clocks clocks;
  private final ChangeGatherer gatherer;
  private final Inotify inotify;
  private final WatchedDirectories directories;
  private final Thread reader;
  private volatile boolean closed;
  private volatile ScanPace pace = ScanPace.first(false);
  private volatile Duration scanAt;

  private InotifyWatch(
      FolderRoot root, WalkFilter filter, int watchesMax, Clocks clocks, Tasks tasks)
      throws PosixException {
    this.clocks = clocks;
    this.gatherer = new ChangeGatherer(clocks, tasks);
    this.inotify = Inotify.open();
    this.directories = new WatchedDirectories(inotify, root, filter, watchesMax);
    this.scanAt = clocks.running().plus(ScanPace.WAIT_MIN);
    this.reader = Thread.ofPlatform().daemon().name("watch").unstarted(this::read);
  }

  /// Begins to watch.
  ///
  /// @param root stays open as long as the watch
  /// @param filter directories that it refuses are not watched
  /// @param watchesMax at most [#WATCHES_MAX]
  /// @throws PosixException with EMFILE: the user watches too many folders already
  public static InotifyWatch open(
      FolderRoot root, WalkFilter filter, int watchesMax, Clocks clocks, Tasks tasks)
      throws PosixException {
    int within = Math.min(watchesMax, WATCHES_MAX);
    InotifyWatch watch = new InotifyWatch(root, filter, within, clocks, tasks);
    watch.reader.start();
    return watch;
  }

  @Override
  public Batch next() throws InterruptedException {
    Batch batch = gatherer.next(scanAt);
    // a scan may last; the next one is due when it has ended
    if (batch.isScanAll()) scanAt = clocks.running().plus(ScanPace.WAIT_MAX);
    return batch;
  }

  @Override
  public void scanned(boolean foundChanges) {
    pace = pace.after(foundChanges);
    scanAt = clocks.running().plus(pace.pause());
  }

  @Override
  public void heat(TreePath directory) {
    try {
      directories.heat(directory);
    } catch (PosixException failed) {
      LOG.warn("could not watch a directory, scans look at it: error={}", failed.errno());
    }
  }

  @Override
  public Coverage coverage() {
    return directories.coverage();
  }

  private void read() {
    try {
      watchAll("watching began");
      while (!closed) inotify.read(FOR_EVER).forEach(this::take);
    } catch (PosixException failed) {
      LOG.warn("watching ended, scans go on: error={}", failed.errno());
      gatherer.scanAll("watching ended");
    }
  }

  private void watchAll(String why) throws PosixException {
    directories.clear();
    directories.addTree(TreePath.ROOT);
    Coverage coverage = directories.coverage();
    pace = ScanPace.first(coverage.isComplete());
    if (!coverage.isComplete()) {
      LOG.warn(
          "watches ran out, the rest is scanned: watched={} unwatched={};"
              + " raise fs.inotify.max_user_watches",
          coverage.watched(),
          coverage.unwatched());
    }
    gatherer.scanAll(why);
  }

  private void take(Event event) {
    try {
      if (event.any(Event.OVERFLOW)) {
        watchAll("the kernel lost reports of changes");
        return;
      }
      Optional<TreePath> directory = directories.active(event.watch());
      if (event.any(Event.IGNORED)) {
        directories.forget(event.watch());
      } else if (directory.isPresent()) {
        take(event, directory.get());
      }
    } catch (PosixException failed) {
      LOG.warn("could not follow a change, everything is scanned: error={}", failed.errno());
      gatherer.scanAll("a change could not be followed");
    }
  }

  private void take(Event event, TreePath directory) throws PosixException {
    if (event.any(SELF)) {
      gone(event, directory);
    } else if (event.name().length == 0) {
      gatherer.path(directory);
    } else if (!TemporaryName.is(event.name())) {
      takeNamed(event, directory, directory.child(ByteString.of(event.name())));
    }
  }

  // what is above tells where it went; for the folder itself, and where nothing above is watched,
  // nobody does
  private void gone(Event event, TreePath directory) {
    directories.removeTree(directory);
    boolean told = event.any(Event.DELETE_SELF) && !directory.isRoot();
    if (!told) gatherer.scanAll("a watched directory went away");
  }

  private void takeNamed(Event event, TreePath directory, TreePath path) throws PosixException {
    boolean isDirectory = event.any(Event.DIRECTORY);
    if (event.any(NAMES)) gatherer.path(directory);
    if (!isDirectory) {
      gatherer.path(path);
    } else if (event.any(Event.CREATE | Event.MOVED_TO)) {
      // watched before it is told: what comes into it after the walk has its own event
      directories.addTree(path);
      gatherer.tree(path);
    } else if (event.any(Event.DELETE | Event.MOVED_FROM)) {
      directories.removeTree(path);
      gatherer.tree(path);
    } else {
      gatherer.path(path);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    gatherer.close();
    inotify.wake();
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    inotify.close();
    if (interrupted) Thread.currentThread().interrupt();
  }
}
