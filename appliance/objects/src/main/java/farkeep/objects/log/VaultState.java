package farkeep.objects.log;

import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the entries of a vault log add up to. Immutable; maps and sets are in the order of the log,
/// so that whoever goes through them does the same in every process.
///
/// @param devices by id; without the revoked
/// @param boxes by id; without the revoked
/// @param folders by tag
/// @param keys in the order of the log
/// @param policies what was lengthened, by folder; empty: the whole vault
/// @param revoked devices and boxes whose keys are never valid again
/// @param recovery the public half of the recovery key; empty before GENESIS
public record VaultState(
    Map<PeerId, LogBody.Device> devices,
    Map<PeerId, LogBody.Box> boxes,
    Map<FolderTag, LogBody.Folder> folders,
    List<LogBody.Keys> keys,
    Map<Optional<FolderTag>, LogBody.Terms> policies,
    Set<PeerId> revoked,
    Optional<PeerId> recovery) {
  /// Before GENESIS.
  static final VaultState EMPTY =
      new VaultState(Map.of(), Map.of(), Map.of(), List.of(), Map.of(), Set.of(), Optional.empty());

  /// Copies what it is given.
  public VaultState {
    devices = inOrder(devices);
    boxes = inOrder(boxes);
    folders = inOrder(folders);
    keys = List.copyOf(keys);
    policies = inOrder(policies);
    revoked = Collections.unmodifiableSet(new LinkedHashSet<>(revoked));
  }

  private static <K, V> Map<K, V> inOrder(Map<K, V> given) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /// Whether this peer is a device of the vault, or holds its recovery key: it may open it, read,
  /// and send objects.
  public boolean mayOpen(PeerId peer) {
    return devices.containsKey(peer) || recovery.equals(Optional.of(peer));
  }

  /// Whether this peer may move the head of this folder.
  public boolean mayMove(PeerId peer, FolderTag folder) {
    LogBody.Device device = devices.get(peer);
    LogBody.Folder it = folders.get(folder);
    if (device == null || it == null) return false;
    return device.role() != LogBody.Role.READER
        && it.writer().map(writer -> writer.equals(peer)).orElse(true);
  }

  /// Whether this peer is a device of the vault, or was one until it was revoked.
  public boolean knew(PeerId peer) {
    return devices.containsKey(peer) || revoked.contains(peer);
  }

  /// Whether this peer is a device that may sign vault log entries.
  public boolean isOwner(PeerId peer) {
    LogBody.Device device = devices.get(peer);
    return device != null && device.role() == LogBody.Role.OWNER;
  }

  /// The terms that hold for a folder: of its own, the vault's and the default the longest each.
  public LogBody.Terms terms(FolderTag folder) {
    LogBody.Terms vault = policies.getOrDefault(Optional.<FolderTag>empty(), LogBody.Terms.DEFAULT);
    return LogBody.Terms.DEFAULT
        .longest(vault)
        .longest(policies.getOrDefault(Optional.of(folder), vault));
  }
}
