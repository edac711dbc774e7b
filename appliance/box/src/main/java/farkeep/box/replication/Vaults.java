package farkeep.box.replication;

import farkeep.objects.VaultId;
import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The vaults that a box keeps. Safe for many threads.
public final class Vaults implements Closeable {
  /// Vaults of one box.
  public static final int VAULTS_MAX = 8;

  private final Opening opening;
  private final Tasks.Monitor monitor;
  private final Map<VaultId, KeptVault> byId = new TreeMap<>();

  /// @param opening makes and opens them
  public Vaults(Tasks tasks, Opening opening) {
    this.opening = opening;
    this.monitor = tasks.monitor();
  }

  /// Opens a vault's directory; makes it when there is none.
  @FunctionalInterface
  public interface Opening {
    /// Opens it.
    KeptVault open(VaultId id) throws IOException;
  }

  /// The vault with this id, if the box keeps it.
  public Optional<KeptVault> find(VaultId id) {
    try (Tasks.Inside _ = monitor.inside()) {
      return Optional.ofNullable(byId.get(id));
    }
  }

  /// All vaults, by id.
  public List<KeptVault> all() {
    try (Tasks.Inside _ = monitor.inside()) {
      return List.copyOf(byId.values());
    }
  }

  /// Whether the box takes in one more.
  public boolean hasRoom() {
    try (Tasks.Inside _ = monitor.inside()) {
      return byId.size() < VAULTS_MAX;
    }
  }

  /// Opens a vault, and makes it when it is new.
  ///
  /// @return the vault; nothing when it is new and [#VAULTS_MAX] are kept
  public Optional<KeptVault> openOrMake(VaultId id) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      KeptVault kept = byId.get(id);
      if (kept != null) return Optional.of(kept);
      if (byId.size() >= VAULTS_MAX) return Optional.empty();
      KeptVault opened = opening.open(id);
      byId.put(id, opened);
      return Optional.of(opened);
    }
  }

  /// Closes all of them, the others also when one fails.
  @Override
  public void close() throws IOException {
    List<KeptVault> open = new ArrayList<>(all());
    IOException first = null;
    for (KeptVault vault : open) {
      try {
        vault.close();
      } catch (IOException e) {
        if (first == null) first = e;
        else first.addSuppressed(e);
      }
    }
    if (first != null) throw first;
  }
}
