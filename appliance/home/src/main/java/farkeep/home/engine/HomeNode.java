package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.replicate.BoxEvents;
import farkeep.home.replicate.Connector;
import farkeep.home.replicate.Patience;
import farkeep.home.replicate.Reconnecting;
import farkeep.home.state.FolderRecord;
import farkeep.home.state.HomeFiles;
import farkeep.home.state.NodeCache;
import farkeep.home.state.StateDirectory;
import farkeep.home.state.StateIndex;
import farkeep.objects.FolderTag;
import farkeep.objects.log.VaultLog;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.NewVault;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A home node: one vault, its folders on this machine, and the box that keeps them. Nothing here
/// prints, asks or decides when; that is for whoever owns it. Safe for many threads; passes over
/// folders run one after the other.
public final class HomeNode implements Closeable {
  private final Ports ports;
  private final StateIndex index;
  private final NodeCache cache;
  private final Folders folders;
  private final farkeep.objects.port.Tasks.Monitor passes;
  private boolean passing;
  private @Nullable BoxClient box;
  private @Nullable SyncMeans means;

  private HomeNode(StateDirectory directory, Ports ports) throws IOException {
    this.ports = ports;
    this.passes = ports.tasks().monitor();
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

  /// Where a folder stands, as far as this device knows without asking.
  public FolderRecord record(FolderTag folder) {
    return index.folder(folder);
  }

  /// Begins to reach for the box, and goes on until closed. Once.
  public synchronized void connect(Connector connector, Patience patience, BoxEvents events) {
    if (box != null) throw new IllegalStateException("connected already");
    BoxClient client =
        new BoxClient(
            vault().id(),
            new Reconnecting.Ports(connector, ports.tasks(), ports.clocks(), ports.randomness()),
            patience,
            events);
    NodeStore nodes = new NodeStore(vault().opener(), cache, client.reader());
    box = client;
    means = new SyncMeans(vault(), client, index, nodes, ports);
  }

  /// The box, once [#connect] was called.
  public synchronized BoxClient box() {
    if (box == null) throw new IllegalStateException("connect comes first");
    return box;
  }

  private synchronized SyncMeans means() {
    box();
    return java.util.Objects.requireNonNull(means);
  }

  /// Brings the box's copy of the vault log and ours together.
  public void exchangeLog() throws IOException, InterruptedException {
    folders.exchange(box().logs());
  }

  /// Makes one pass over a bound folder: everything that is new is durable on the box when it
  /// returns.
  ///
  /// @param changed the only paths that may have changed since the last pass; empty: anything may
  ///   have
  /// @throws farkeep.home.replicate.ReplicationException the box refuses or can't be reached; the
  ///   next pass goes on from there
  /// @throws IOException the folder's directory can't be read, or the state can't be written
  public SyncResult sync(FolderTag folder, Set<TreePath> changed, Progress.Listener listener)
      throws IOException, InterruptedException {
    FolderBinding binding = folders.binding(folder);
    begin();
    try {
      Progress.Listener one = serialized(listener);
      return new FolderSync(means(), binding, one).run(changed);
    } finally {
      end();
    }
  }

  private void begin() throws InterruptedException {
    try (var _ = passes.inside()) {
      while (passing) passes.await();
      passing = true;
    }
  }

  private void end() {
    try (var _ = passes.inside()) {
      passing = false;
      passes.signalAll();
    }
  }

  private static Progress.Listener serialized(Progress.Listener listener) {
    Object lock = new Object();
    return event -> {
      synchronized (lock) {
        listener.accept(event);
      }
    };
  }

  /// What a pass over a folder would read, without reading it.
  public Estimate estimate(FolderTag folder) throws IOException, InterruptedException {
    return Estimate.of(folders.binding(folder), index.seen(folder));
  }

  /// The snapshots of a folder that the box keeps a record of, newest first.
  public List<SnapshotInfo> history(FolderTag folder) throws IOException, InterruptedException {
    return new History(means()).of(folder);
  }

  /// The snapshots in which one path came, went or changed, newest first, with what was there.
  public List<History.PathVersion> history(FolderTag folder, TreePath path)
      throws IOException, InterruptedException {
    return new History(means()).of(folder, path);
  }

  /// A folder as it was.
  ///
  /// @throws IOException there is no such snapshot
  public FolderView view(FolderTag folder, Moment moment) throws IOException, InterruptedException {
    return new History(means()).view(folder, moment);
  }

  /// Ends the link and closes the state.
  @Override
  public void close() throws IOException {
    BoxClient client;
    synchronized (this) {
      client = box;
    }
    if (client != null) client.close();
    cache.close();
    index.close();
  }
}
