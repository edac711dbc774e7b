package farkeep.box.replication;

import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.port.Tasks;
import farkeep.store.DamagedObjectException;
import farkeep.store.HeadLog;
import farkeep.store.StoreUsage;
import farkeep.store.VaultLog;
import farkeep.store.VaultStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A vault's store in memory that forces slowly, fills up and fails when a test wants it to.
final class MemoryVaultStore implements VaultStore {
  final Map<ObjectId, byte[]> objects = new LinkedHashMap<>();
  final Set<ObjectId> damaged = new HashSet<>();
  final List<byte[]> headEntries = new ArrayList<>();
  final List<byte[]> vaultEntries = new ArrayList<>();
  private final Map<FolderTag, byte[]> heads = new HashMap<>();
  private final Tasks tasks;
  Duration forceTime = Duration.ofMillis(5);
  long freeBytes = 1L << 40;
  int forces;
  int nodesRead;
  boolean failing;
  private long durable;
  private IOException failure;

  MemoryVaultStore(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public List<ObjectId> lacks(Collection<ObjectId> ids) {
    return ids.stream().filter(id -> !objects.containsKey(id)).toList();
  }

  @Override
  public Admission admit(ObjectId id, byte[] stored) throws IOException {
    return admitChecked(id, ObjectHeader.parse(stored), stored);
  }

  @Override
  public Admission admitChecked(ObjectId id, ObjectHeader header, byte[] stored) {
    if (objects.containsKey(id)) return new Admission.Admitted(0);
    List<ObjectId> missing =
        header.children().stream().filter(child -> !objects.containsKey(child)).toList();
    if (!missing.isEmpty()) return new Admission.Missing(missing);
    if (stored.length > freeBytes) return new Admission.Full(stored.length, freeBytes);
    freeBytes -= stored.length;
    objects.put(id, stored);
    return new Admission.Admitted(objects.size());
  }

  @Override
  public void force() throws IOException, InterruptedException {
    force(objects.size());
  }

  @Override
  public void force(long watermark) throws IOException, InterruptedException {
    if (watermark <= durable) return;
    forces++;
    long reached = objects.size();
    tasks.sleep(forceTime);
    if (failing) {
      failure = new IOException("the disk is gone");
      throw failure;
    }
    durable = Math.max(durable, reached);
  }

  /// Objects that survive a power cut now.
  long durable() {
    return durable;
  }

  @Override
  public Optional<byte[]> get(ObjectId id) throws IOException {
    if (damaged.contains(id)) throw new DamagedObjectException("damaged " + id);
    return Optional.ofNullable(objects.get(id));
  }

  @Override
  public Optional<ObjectHeader> node(ObjectId id) throws IOException {
    Optional<ObjectHeader> header = get(id).map(ObjectHeader::parse);
    boolean chunk = header.isPresent() && header.get().kind() == ObjectKind.CHUNK;
    if (chunk || header.isEmpty()) return Optional.empty();
    nodesRead++;
    return header;
  }

  @Override
  public HeadLog heads() {
    return new Heads();
  }

  @Override
  public VaultLog vaultLog() {
    return new Log();
  }

  @Override
  public StoreUsage usage() {
    return new StoreUsage(objects.size(), 2, 0, freeBytes, SimulatedBox.DISK_BYTES);
  }

  @Override
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {}

  private static List<byte[]> read(List<byte[]> entries, long from, int bytesMax) {
    List<byte[]> page = new ArrayList<>();
    int bytes = 0;
    for (int i = (int) from; i < entries.size() && bytes <= bytesMax; i++) {
      page.add(entries.get(i));
      bytes += entries.get(i).length;
    }
    return page;
  }

  private static EntryHash hash(byte[] entry) {
    return new EntryHash(ObjectId.ofStored(entry).value());
  }

  private final class Heads implements HeadLog {
    @Override
    public Optional<Instant> receivedAt(long entry) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> head(FolderTag folder) {
      return Optional.ofNullable(heads.get(folder));
    }

    @Override
    public List<byte[]> heads() {
      return List.copyOf(heads.values());
    }

    @Override
    public long entries() {
      return headEntries.size();
    }

    @Override
    public Optional<EntryHash> tip() {
      return headEntries.isEmpty() ? Optional.empty() : Optional.of(hash(headEntries.getLast()));
    }

    @Override
    public Move move(
        FolderTag folder, Optional<EntryHash> expected, ObjectId snapshot, byte[] entry)
        throws IOException, InterruptedException {
      if (!objects.containsKey(snapshot)) return new Move.Lacking(snapshot);
      force(objects.size());
      Optional<byte[]> now = head(folder);
      if (!now.map(MemoryVaultStore::hash).equals(expected)) return new Move.Behind(now);
      heads.put(folder, entry);
      headEntries.add(entry);
      return new Move.Moved(hash(entry), headEntries.size() - 1);
    }

    @Override
    public List<byte[]> read(long fromEntry, int bytesMax) {
      return MemoryVaultStore.read(headEntries, fromEntry, bytesMax);
    }
  }

  private final class Log implements VaultLog {
    @Override
    public long entries() {
      return vaultEntries.size();
    }

    @Override
    public Optional<EntryHash> tip() {
      return vaultEntries.isEmpty() ? Optional.empty() : Optional.of(hash(vaultEntries.getLast()));
    }

    @Override
    public long append(List<byte[]> entries) {
      vaultEntries.addAll(entries);
      return vaultEntries.size();
    }

    @Override
    public List<byte[]> read(long fromEntry, int bytesMax) {
      return MemoryVaultStore.read(vaultEntries, fromEntry, bytesMax);
    }
  }
}
