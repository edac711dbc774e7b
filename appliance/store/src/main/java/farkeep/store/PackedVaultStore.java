package farkeep.store;

import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.store.index.Place;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A vault in pack files, as in `docs/format.md`.
public final class PackedVaultStore implements VaultStore {
  private final StorePorts ports;
  private final Closeable lock;
  private final Shelf shelf;
  private final PackReaders readers;
  private final FreeSpace space;
  private final FailureLatch failure;
  private final Writing writing;
  private final FileHeadLog heads;
  private final FileVaultLog vaultLog;
  private volatile boolean closed;

  /// Opens a vault's directory, making it when it does not exist, and brings it in order: whatever
  /// a crash left there, it opens without being asked anything, and says what it did as events.
  ///
  /// @throws farkeep.objects.port.AlreadyLockedException the directory is open elsewhere
  /// @throws farkeep.store.pack.UnknownVersionException a file in it is of a newer format; nothing
  ///   was changed
  /// @throws IOException the device failed
  public static PackedVaultStore open(StorePorts ports, VaultPlace place, StoreSettings settings)
      throws IOException {
    makeDirectory(ports.disk(), place.directory());
    Closeable lock = ports.disk().lock(place.directory() + "/lock");
    try {
      return new PackedVaultStore(ports, place, settings, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Makes the directory, if need be, and its name durable in any case: a process that was killed
  /// may have made it and no more.
  private static void makeDirectory(Disk disk, String directory) throws IOException {
    disk.makeDirectories(directory);
    for (int end = directory.length(); end >= 0; end = directory.lastIndexOf('/', end - 1)) {
      int parent = directory.lastIndexOf('/', end - 1);
      disk.forceDirectory(parent < 0 ? "" : directory.substring(0, parent));
      if (parent < 0) break;
    }
  }

  private PackedVaultStore(
      StorePorts ports, VaultPlace place, StoreSettings settings, Closeable lock)
      throws IOException {
    this.ports = ports;
    this.lock = lock;
    this.shelf = new Shelf(ports, place);
    Ballast ballast = new Ballast(ports, place.directory());
    Quarantine quarantine = new Quarantine(ports.disk(), place.directory());
    new Recovery(ports, shelf, quarantine, ballast).run();
    ballast.fill(settings.reserve().ballastBytes());
    this.readers = new PackReaders(shelf.files(), ports.tasks().monitor());
    this.space = new FreeSpace(ports.disk(), settings.reserve());
    this.failure = new FailureLatch(ports.events());
    this.vaultLog = new FileVaultLog(ports, place, failure);
    this.writing = new Writing(ports, place, settings, shelf, failure);
    this.heads = new FileHeadLog(ports, place, shelf, writing, failure);
    writing.begin();
  }

  @Override
  public List<ObjectId> lacks(Collection<ObjectId> ids) throws IOException {
    List<ObjectId> lacking = new ArrayList<>();
    for (ObjectId id : ids) if (!shelf.keeps(id)) lacking.add(id);
    return lacking;
  }

  @Override
  public Admission admit(ObjectId id, byte[] stored) throws IOException, InterruptedException {
    if (stored.length > Limits.OBJECT_BYTES_MAX) {
      return new Admission.Refused(
          "%d B; an object has at most %d".formatted(stored.length, Limits.OBJECT_BYTES_MAX));
    }
    if (!ObjectId.ofStored(stored).equals(id)) {
      return new Admission.Refused(
          "object %s: its bytes have another id".formatted(id.abbreviated()));
    }
    try {
      return admitChecked(id, ObjectHeader.parse(stored), stored);
    } catch (MalformedObjectException e) {
      return new Admission.Refused(e.getMessage());
    }
  }

  @Override
  public Admission admitChecked(ObjectId id, ObjectHeader header, byte[] stored)
      throws IOException, InterruptedException {
    RecentObjects.Recent known = shelf.recent().find(id);
    if (known != null && !known.place().damaged()) return new Admission.Admitted(known.sequence());
    if (known == null && shelf.keeps(id)) return new Admission.Admitted(0);
    List<ObjectId> missing = lacks(header.children());
    if (!missing.isEmpty()) return new Admission.Missing(missing);
    long bytes = PackFormat.recordBytes(stored.length);
    if (!space.take(bytes)) return new Admission.Full(bytes, space.freeBytes());
    return new Admission.Admitted(writing.append(packFor(header), id, stored));
  }

  private static PackClass packFor(ObjectHeader header) {
    boolean plainChunk = header.kind() == ObjectKind.CHUNK && header.children().isEmpty();
    return plainChunk ? PackClass.DATA : PackClass.META;
  }

  @Override
  public void force(long watermark) throws IOException, InterruptedException {
    writing.force(watermark);
  }

  @Override
  public void force() throws IOException, InterruptedException {
    writing.force(writing.watermark());
  }

  @Override
  public Optional<byte[]> get(ObjectId id) throws IOException {
    Place place = shelf.find(id);
    if (place == null) return Optional.empty();
    writing.flush(place.pack(), place.at() + PackFormat.recordBytes(place.length()));
    byte[] stored;
    try {
      if (!place.damaged()) {
        Optional<byte[]> vouched =
            readers.readVouched(place.pack(), id, place.at(), place.length());
        if (vouched.isPresent()) return vouched;
      }
      stored = new byte[place.length()];
      readers.read(place.pack(), place.at() + PackFormat.ALIGNMENT, ByteBuffer.wrap(stored));
    } catch (NoSuchFileException e) {
      throw damaged(id, place, "is gone with its pack: it was");
    } catch (IOException e) {
      if (closed) throw e;
      throw damaged(id, place, "cannot be read (%s)".formatted(e.getMessage()));
    }
    if (ObjectId.ofStored(stored).equals(id)) return Optional.of(stored);
    throw damaged(id, place, "does not match its id");
  }

  @Override
  public Optional<ObjectHeader> node(ObjectId id) throws IOException {
    Place place = shelf.find(id);
    if (place == null || !place.node()) return Optional.empty();
    return get(id).map(ObjectHeader::parse);
  }

  private DamagedObjectException damaged(ObjectId id, Place place, String how) throws IOException {
    String what =
        "object %s %s in pack %d at byte %d"
            .formatted(id.abbreviated(), how, place.pack(), place.at());
    if (!place.damaged()) {
      shelf.markDamaged(id, place);
      ports.events().say(new StoreEvent(StoreEvent.What.DAMAGE_FOUND, what));
    }
    return new DamagedObjectException(what + "; it is asked for again at the next backup");
  }

  @Override
  public HeadLog heads() {
    return heads;
  }

  @Override
  public VaultLog vaultLog() {
    return vaultLog;
  }

  @Override
  public StoreUsage usage() throws IOException {
    long packBytes = 0;
    for (int pack : shelf.packs()) {
      try (DiskFile file = shelf.files().open(pack, Disk.Access.READ)) {
        packBytes += file.size();
      }
    }
    return new StoreUsage(
        shelf.objects(), shelf.packs().size(), packBytes, space.freeBytes(), space.totalBytes());
  }

  @Override
  public Optional<IOException> failure() {
    return failure.failure();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      writing.close();
    } finally {
      heads.close();
      vaultLog.close();
      readers.close();
      shelf.close();
      lock.close();
    }
  }
}
