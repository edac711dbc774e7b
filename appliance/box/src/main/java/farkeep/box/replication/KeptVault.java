package farkeep.box.replication;

import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.log.Acceptance;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.log.VaultState;
import farkeep.objects.port.Tasks;
import farkeep.store.VaultStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;

/// One vault as this box keeps it: its store, what its vault log adds up to, and who is to be told
/// of changes. Safe for many threads.
public final class KeptVault implements Closeable {
  private static final int READ_BYTES = 1 << 20;

  private final VaultId id;
  private final VaultStore store;
  private final VaultLog log;
  private final Tasks.Monitor monitor;
  private final Predicate<PeerId> forgotten;
  private final Set<VaultWatcher> watchers = new CopyOnWriteArraySet<>();
  private int unusableEntries;

  private KeptVault(VaultId id, VaultStore store, Tasks tasks, Predicate<PeerId> forgotten) {
    this.forgotten = forgotten;
    this.id = id;
    this.store = store;
    this.log = new VaultLog(id);
    this.monitor = tasks.monitor();
  }

  /// Takes over a vault's store and reads its vault log.
  ///
  /// @param store closed with this vault
  public static KeptVault open(VaultId id, VaultStore store, Tasks tasks) throws IOException {
    return open(id, store, tasks, _ -> false);
  }

  /// The same on a box whose pairings may be forgotten.
  ///
  /// @param forgotten whether a device has to be paired again before it is let in
  public static KeptVault open(
      VaultId id, VaultStore store, Tasks tasks, Predicate<PeerId> forgotten) throws IOException {
    KeptVault vault = new KeptVault(id, store, tasks, forgotten);
    long next = 0;
    while (next < store.vaultLog().entries()) {
      List<byte[]> part = store.vaultLog().read(next, READ_BYTES);
      for (byte[] entry : part) vault.readBack(entry);
      next += part.size();
    }
    return vault;
  }

  private void readBack(byte[] encoded) {
    boolean usable;
    try {
      usable = !(log.accept(VaultLogEntry.parse(encoded)) instanceof Acceptance.Refused);
    } catch (MalformedObjectException _) {
      usable = false;
    }
    if (!usable) unusableEntries++;
  }

  /// The vault's id.
  public VaultId id() {
    return id;
  }

  /// Where its objects and logs are kept.
  public VaultStore store() {
    return store;
  }

  /// What its vault log adds up to.
  public VaultState state() {
    return log.state();
  }

  /// Whether this peer may open it here: its log says so, and its pairing was not forgotten. The
  /// recovery sheet is no pairing; it opens its vault always.
  public boolean mayOpen(PeerId peer) {
    return log.state().mayOpen(peer) && !forgotten.test(peer);
  }

  /// Whether any device may open it here.
  public boolean isPaired() {
    return log.state().devices().keySet().stream().anyMatch(this::mayOpen);
  }

  /// Has all who watch look again who may open it.
  public void accessChanged() {
    watchers.forEach(watcher -> watcher.logGrew(log.state()));
  }

  /// Entries of the vault log that could not be used when it was read: damaged, or standing on a
  /// damaged one.
  public int unusableEntries() {
    return unusableEntries;
  }

  /// Adds entries to the vault log, in order, until one is refused; what was added is durable when
  /// this returns. Entries that are known count as added.
  ///
  /// @param encoded entries as in `docs/format.md`
  /// @return why one was refused; empty when all are in the log
  /// @throws IOException the device failed
  public Optional<String> append(List<byte[]> encoded) throws IOException {
    List<byte[]> accepted = new ArrayList<>();
    Optional<String> refusal = Optional.empty();
    try (Tasks.Inside _ = monitor.inside()) {
      for (byte[] entry : encoded) {
        refusal = offer(entry, accepted);
        if (refusal.isPresent()) break;
      }
      if (!accepted.isEmpty()) store.vaultLog().append(accepted);
    }
    if (!accepted.isEmpty()) watchers.forEach(watcher -> watcher.logGrew(log.state()));
    return refusal;
  }

  private Optional<String> offer(byte[] encoded, List<byte[]> accepted) {
    try {
      return switch (log.accept(VaultLogEntry.parse(encoded))) {
        case Acceptance.Accepted _ -> {
          accepted.add(encoded);
          yield Optional.empty();
        }
        case Acceptance.Known _ -> Optional.empty();
        case Acceptance.Refused refused ->
            Optional.of(
                "vault log entry %s: %s".formatted(refused.hash().abbreviated(), refused.reason()));
      };
    } catch (MalformedObjectException e) {
      return Optional.of(e.getMessage());
    }
  }

  /// Has somebody told of changes from now on.
  public void watch(VaultWatcher watcher) {
    watchers.add(watcher);
  }

  void unwatch(VaultWatcher watcher) {
    watchers.remove(watcher);
  }

  /// Tells all who watch, but for the one whose doing it was.
  void tellHead(FolderTag folder, byte[] entry, VaultWatcher mover) {
    for (VaultWatcher watcher : watchers) {
      if (watcher != mover) watcher.headMoved(folder, entry);
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
