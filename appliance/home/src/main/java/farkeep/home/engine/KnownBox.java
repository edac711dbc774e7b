package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.replicate.Reconnecting;
import farkeep.link.carrier.LinkClosedException;
import farkeep.objects.PeerId;
import farkeep.objects.port.Permits;
import farkeep.objects.port.Tasks;
import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;

/// One box as this home works with it: the links to it, and passes over folders, one after the
/// other. Safe for many threads.
final class KnownBox implements Closeable {
  private final SyncMeans means;
  private final Folders folders;
  private final Permits passes;
  private final Tasks.Monitor monitor;
  private boolean passing;
  private volatile boolean closed;
  private int exchangedEntries = -1;

  /// @param means its client is closed with this
  /// @param passes how many passes may work at once, over all boxes
  KnownBox(SyncMeans means, Folders folders, Permits passes) {
    this.passes = passes;
    this.means = means;
    this.folders = folders;
    this.monitor = means.ports().tasks().monitor();
  }

  PeerId id() {
    return means.id();
  }

  BoxClient client() {
    return means.box();
  }

  SyncMeans means() {
    return means;
  }

  /// Makes one pass over a folder, after those that wait already.
  ///
  /// @throws LinkClosedException this was closed meanwhile
  SyncResult sync(FolderBinding binding, Set<TreePath> changed, Progress.Listener listener)
      throws IOException, InterruptedException {
    begin();
    try {
      exchangeIfGrown();
      folders.requireWritten(binding.tag());
      passes.acquire(1);
      try {
        return new FolderSync(means, binding, listener).run(changed);
      } finally {
        passes.release(1);
      }
    } catch (RuntimeException e) {
      // The state is closed right after the boxes: a pass may come to that first.
      if (closed) throw new LinkClosedException(Reconnecting.CLOSING, e);
      throw e;
    } finally {
      end();
    }
  }

  private void begin() throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (passing && !closed) monitor.await();
      if (closed) throw new LinkClosedException(Reconnecting.CLOSING);
      passing = true;
    }
  }

  private void end() {
    try (Tasks.Inside _ = monitor.inside()) {
      passing = false;
      monitor.signalAll();
    }
  }

  /// The box has to know a folder, and who may write it, before it takes its snapshots.
  private void exchangeIfGrown() throws IOException, InterruptedException {
    boolean grown;
    try (Tasks.Inside _ = monitor.inside()) {
      grown = exchangedEntries != folders.vault().log().size();
    }
    if (grown) exchange();
  }

  /// Brings the box's copy of the vault log and ours together.
  void exchange() throws IOException, InterruptedException {
    folders.exchange(client().logs());
    try (Tasks.Inside _ = monitor.inside()) {
      exchangedEntries = folders.vault().log().size();
    }
  }

  /// How many folders the last link showed at another or an older head than was seen there before.
  int rewound() {
    int behind = 0;
    for (Folders.Folder folder : folders.all()) {
      var seen = means.index().head(means.id(), folder.tag());
      if (HeadCheck.rewound(seen, client().shownHead(folder.tag()))) behind++;
    }
    return behind;
  }

  @Override
  public void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      monitor.signalAll();
    }
    client().close();
  }
}
