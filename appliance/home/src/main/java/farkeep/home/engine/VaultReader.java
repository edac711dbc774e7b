package farkeep.home.engine;

import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ObjectReader;
import farkeep.home.state.NodeCache;
import farkeep.objects.FolderTag;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.VaultLog;
import farkeep.vault.keys.FolderSettings;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.snapshot.Snapshot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a vault with its recovery key, from wherever its logs and objects come. Changes nothing.
public final class VaultReader implements Closeable {
  private final Source source;
  private final NodeCache cache;
  private final Reading reading;
  private final Snapshots snapshots;

  /// Where a vault is read from.
  ///
  /// @param heads oldest first
  public record Source(VaultLog log, List<HeadMove> heads, ObjectReader objects) {}

  /// A folder, and its newest snapshot.
  public record Folder(String name, FolderView newest) {}

  /// @param cache a file for tree nodes; made anew
  /// @throws farkeep.vault.keys.CannotOpenException the vault was not founded with this key
  public VaultReader(Source source, RecoveryKey key, Path cache, Ports ports) throws IOException {
    this.source = source;
    OpenedVault vault = OpenedVault.forReading(source.log, key, ports.randomness());
    this.cache = NodeCache.open(cache);
    NodeStore nodes = new NodeStore(vault.opener(), this.cache, source.objects);
    this.reading = new Reading(vault, source.objects, nodes, ports.tasks());
    this.snapshots = new Snapshots(vault, source.objects, nodes);
  }

  /// Every folder that has a snapshot, with the newest one that can be read. A head whose signature
  /// is not by the device it names does not count.
  public List<Folder> folders() throws IOException, InterruptedException {
    Map<FolderTag, Deque<HeadMove>> heads = new HashMap<>();
    for (HeadMove move : source.heads) {
      if (!move.verifies(source.log.vault())) continue;
      heads.computeIfAbsent(move.folder(), _ -> new ArrayDeque<>()).push(move);
    }
    List<Folder> folders = new ArrayList<>();
    for (LogBody.Folder folder : source.log.state().folders().values()) {
      FolderSettings settings =
          FolderSettings.open(reading.vault().keyring(), folder.tag(), folder.sealed());
      for (HeadMove head : heads.getOrDefault(folder.tag(), new ArrayDeque<>())) {
        Optional<FolderView> view = view(head);
        if (view.isEmpty()) continue;
        folders.add(new Folder(settings.name(), view.get()));
        break;
      }
    }
    return folders;
  }

  /// Nothing when the snapshot is lost: the one before it may still be there.
  private Optional<FolderView> view(HeadMove head) throws IOException, InterruptedException {
    try {
      Snapshot snapshot = snapshots.open(head.snapshot());
      return Optional.of(new FolderView(reading, snapshot, snapshots.root(snapshot)));
    } catch (ObjectLostException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    cache.close();
  }
}
