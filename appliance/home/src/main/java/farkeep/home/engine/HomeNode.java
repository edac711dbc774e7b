package farkeep.home.engine;

import farkeep.home.replicate.Patience;
import farkeep.home.replicate.RemoteUpdates;
import farkeep.home.state.FolderRecord;
import farkeep.home.state.HomeFiles;
import farkeep.home.state.NodeCache;
import farkeep.home.state.StateDirectory;
import farkeep.home.state.StateIndex;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.log.VaultLog;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.NewVault;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A home node: one vault, its folders on this machine, and the boxes that keep them. Nothing here
/// prints, asks or decides when; that is for whoever owns it. Safe for many threads.
public final class HomeNode implements Closeable {
  private final Ports ports;
  private final StateIndex index;
  private final NodeCache cache;
  private final Folders folders;
  private volatile @Nullable Boxes boxes;

  private HomeNode(StateDirectory directory, Ports ports) throws IOException {
    this.ports = ports;
    this.folders = new Folders(new HomeFiles(directory), ports.randomness());
    this.index = StateIndex.open(directory.path().resolve("state.mv"), ports.clocks());
    this.cache = NodeCache.open(directory.path().resolve("nodes.mv"));
  }

  /// Founds a vault in an empty state directory.
  ///
  /// @param deviceName what people call this device
  /// @return the recovery sheet: the only copy of the recovery key
  /// @throws IOException there is a vault already, or the directory can't be written
  public static RecoverySheet found(StateDirectory directory, String deviceName, Ports ports)
      throws IOException {
    HomeFiles files = new HomeFiles(directory);
    if (files.exist()) {
      throw new IOException(
          "there is a vault in %s already; choose another directory with --state"
              .formatted(directory.path()));
    }
    RecoveryKey recovery = RecoveryKey.fresh(ports.randomness());
    DeviceKeys device = DeviceKeys.fresh(ports.randomness());
    VaultLog log =
        NewVault.found(OpenedVault.CHUNKER_SUITE, recovery, device, deviceName, ports.randomness());
    files.writeDevice(device);
    files.writeLog(log);
    return RecoverySheet.of(recovery, log.vault());
  }

  /// Opens the vault in a state directory.
  ///
  /// @throws IOException there is none, or it can't be read; the message says what to do
  public static HomeNode open(StateDirectory directory, Ports ports) throws IOException {
    return new HomeNode(directory, ports);
  }

  /// Whether the index was lost or damaged: what it held is learnt again from the box.
  public boolean begunAnew() {
    return index.begunAnew();
  }

  /// The vault, its keys and its log.
  public OpenedVault vault() {
    return folders.vault();
  }

  /// The folders of the vault, and which of them are bound here.
  public Folders folders() {
    return folders;
  }

  /// Where a folder stands on a box, as far as this device knows without asking.
  public FolderRecord record(PeerId box, FolderTag folder) {
    return index.folder(box, folder);
  }

  /// When there was last a link to a box, in this run or one before.
  public Optional<Instant> lastContact(PeerId box) {
    return index.contact(box);
  }

  /// Begins to reach for the boxes of the vault, and goes on until closed. Once.
  public synchronized void connect(Boxes.Ways ways, Patience patience) {
    if (boxes != null) throw new IllegalStateException("connected already");
    boxes = new Boxes(new Boxes.Shared(folders, index, cache, ports), ways, patience);
    boxes.refresh();
  }

  /// The boxes of the vault, once [#connect] was called.
  public Boxes boxes() {
    Boxes all = boxes;
    if (all == null) throw new IllegalStateException("connect comes first");
    return all;
  }

  /// How many folders a box shows at another or an older head than was last seen there. Asked right
  /// after the box was reached: a pass takes what is shown for what was seen.
  ///
  /// @throws IOException the vault has no such box
  public int rewound(PeerId box) throws IOException {
    return boxes().of(box).rewound();
  }

  /// Remembers for the next run that the boxes which are reached were reached until now.
  public void stampContacts() {
    for (PeerId box : boxes().all()) {
      if (boxes().isReached(box)) index.putContact(box, ports.clocks().wall());
    }
  }

  /// Brings the vault log of every box that is reached and ours together.
  ///
  /// @throws IOException none is reached
  public void exchangeLog() throws IOException, InterruptedException {
    int before;
    do {
      before = vault().log().size();
      for (KnownBox box : boxes().awaitReached()) box.exchange();
    } while (vault().log().size() != before);
    boxes().refresh();
  }

  /// Makes one pass over a bound folder for one box: everything that is new is durable on that box
  /// when it returns. At most [Boxes#PASSES_MAX] passes work at once, and one for each box.
  ///
  /// @param changed the only paths that may have changed since the last pass; empty: anything may
  ///   have
  /// @throws farkeep.home.replicate.ReplicationException the box refuses or can't be reached; the
  ///   next pass goes on from there
  /// @throws IOException the folder's directory can't be read, or the state can't be written
  public SyncResult sync(
      PeerId box, FolderTag folder, Set<TreePath> changed, Progress.Listener listener)
      throws IOException, InterruptedException {
    FolderBinding binding = folders.binding(folder);
    KnownBox known = boxes().of(box);
    known.client().box();
    return known.sync(binding, changed, serialized(listener));
  }

  private static Progress.Listener serialized(Progress.Listener listener) {
    Object lock = new Object();
    return event -> {
      synchronized (lock) {
        listener.accept(event);
      }
    };
  }

  /// Sends a box an update of the machine that it runs on.
  ///
  /// @throws IOException the vault has no such box, or as in [RemoteUpdates#send]
  public void update(PeerId box, RemoteUpdates.Bundle bundle, RemoteUpdates.Listener listener)
      throws IOException, InterruptedException {
    boxes().of(box).client().updates().send(bundle, listener);
  }

  /// What a pass over a folder for a box would read, without reading it.
  public Estimate estimate(PeerId box, FolderTag folder) throws IOException, InterruptedException {
    return Estimate.of(folders.binding(folder), index.seen(box, folder));
  }

  /// What there is to read in a folder that no box has yet.
  public Estimate estimate(FolderTag folder) throws IOException, InterruptedException {
    // this device is no box: nothing was seen for it
    return estimate(vault().device().id(), folder);
  }

  /// The snapshots of a folder that its best box keeps a record of, newest first.
  public List<SnapshotInfo> history(FolderTag folder) throws IOException, InterruptedException {
    return historian(folder).of(folder);
  }

  /// The snapshots in which one path came, went or changed, newest first, with what was there.
  public List<History.PathVersion> history(FolderTag folder, TreePath path)
      throws IOException, InterruptedException {
    return historian(folder).of(folder, path);
  }

  /// A folder as it was.
  ///
  /// @throws IOException there is no such snapshot
  public FolderView view(FolderTag folder, Moment moment) throws IOException, InterruptedException {
    return historian(folder).view(folder, moment);
  }

  /// Of the boxes that are reached, the one with the newest snapshot of a folder.
  private History historian(FolderTag folder) throws IOException, InterruptedException {
    KnownBox best = null;
    long newest = -1;
    for (KnownBox box : boxes().awaitReached()) {
      long sequence = new Freshness(box.means()).of(folder);
      if (sequence <= newest) continue;
      newest = sequence;
      best = box;
    }
    KnownBox chosen = java.util.Objects.requireNonNull(best);
    return new History(chosen.means(), boxes().reader(chosen.id()));
  }

  /// Ends the link and closes the state.
  @Override
  public void close() throws IOException {
    Boxes all;
    synchronized (this) {
      all = boxes;
    }
    if (all != null) all.close();
    cache.close();
    index.close();
  }
}
