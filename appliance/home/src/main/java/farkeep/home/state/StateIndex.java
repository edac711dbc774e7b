package farkeep.home.state;

import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.vault.tree.ContentTag;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/// What can be rebuilt from a box and the files themselves: folder records, files seen, ledgers,
/// the heads last seen. One MVStore file, committed only where its content is consistent; a kill
/// leaves a commit, and not always the last one, for MVStore may open an older one then. So after a
/// kill in the middle of an upload every box is in doubt until a pass for it has ended.
///
/// Safe for many threads.
public final class StateIndex implements Closeable {
  /// Changes that may wait in memory before they are committed.
  static final int UNSAVED_BYTES_MAX = 4 << 20;

  /// How long loose changes may wait.
  static final Duration UNSAVED_TIME_MAX = Duration.ofSeconds(1);

  /// What the maps are and mean. An index of another layout is begun anew: the boxes know it all.
  static final int LAYOUT = 2;

  private static final int CACHE_MEGABYTES = 12;
  private static final String DAMAGED = ".damaged";

  /// Beside the file from the first upload of a process until its end in order.
  private static final String UPLOADING = ".uploading";

  /// Among the boxes in doubt: all but those of which it is known better since.
  private static final byte[] EVERY_BOX = {};

  private static final byte[] NOTHING = {};

  private final MVStore store;
  private final Clocks clocks;
  private final Path uploading;
  private final boolean begunAnew;
  private final MVMap<byte[], byte[]> folders;
  private final MVMap<byte[], byte[]> latest;
  private final MVMap<byte[], byte[]> heads;
  private final MVMap<byte[], byte[]> doubts;
  private final MVMap<byte[], byte[]> outOfDoubt;
  private final MVMap<byte[], Long> contacts;
  private Duration committed;

  /// @param uploading is there while a process uploads
  /// @param begunAnew there was nothing, or nothing readable
  private StateIndex(MVStore store, Clocks clocks, Path uploading, boolean begunAnew) {
    this.store = store;
    this.clocks = clocks;
    this.uploading = uploading;
    this.begunAnew = begunAnew;
    this.folders = store.openMap("folders", bytesToBytes());
    this.latest = store.openMap("latest", bytesToBytes());
    this.heads = store.openMap("heads", bytesToBytes());
    this.doubts = store.openMap("doubts", bytesToBytes());
    this.outOfDoubt = store.openMap("out of doubt", bytesToBytes());
    this.contacts =
        store.openMap(
            "contacts",
            new MVMap.Builder<byte[], Long>()
                .keyType(BytesType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
    this.committed = clocks.running();
    if (begunAnew || Files.exists(uploading)) change(this::doubtAll);
  }

  private void doubtAll() {
    doubts.put(EVERY_BOX, NOTHING);
    outOfDoubt.clear();
  }

  private static MVMap.Builder<byte[], byte[]> bytesToBytes() {
    return new MVMap.Builder<byte[], byte[]>()
        .keyType(BytesType.INSTANCE)
        .valueType(ByteArrayDataType.INSTANCE);
  }

  /// Opens the index. One that can't be read, or is of another layout, is moved aside
  /// (`state.mv.damaged`) and begun anew.
  ///
  /// @throws StateInUseException another process has it
  /// @throws IOException it can't be written
  public static StateIndex open(Path file, Clocks clocks) throws IOException {
    boolean existed = Files.exists(file);
    Path uploading = file.resolveSibling(file.getFileName() + UPLOADING);
    try {
      MVStore store = store(file);
      if (!existed) return begin(store, clocks, uploading);
      if (store.getStoreVersion() == LAYOUT) return new StateIndex(store, clocks, uploading, false);
      store.close(0);
    } catch (MVStoreException e) {
      if (!existed) throw new IOException("state index can't be made: " + e.getMessage(), e);
    }
    Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    return begin(store(file), clocks, uploading);
  }

  private static StateIndex begin(MVStore store, Clocks clocks, Path uploading) {
    store.setStoreVersion(LAYOUT);
    return new StateIndex(store, clocks, uploading, true);
  }

  private static MVStore store(Path file) {
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .cacheSize(CACHE_MEGABYTES)
            .compress()
            .open();
    store.setVersionsToKeep(0);
    return store;
  }

  /// Whether there was nothing, or nothing readable: what it held is learnt again from the box.
  public boolean begunAnew() {
    return begunAnew;
  }

  /// Where a folder stands on a box.
  public FolderRecord folder(PeerId box, FolderTag tag) {
    byte[] record = folders.get(key(box, tag));
    return record == null ? FolderRecord.NONE : FolderRecord.decode(record);
  }

  /// Only within [#change].
  public void putFolder(PeerId box, FolderTag tag, FolderRecord record) {
    folders.put(key(box, tag), record.encode());
  }

  /// The latest snapshot of a folder, on whichever box.
  public Optional<LatestSnapshot> latest(FolderTag tag) {
    return Optional.ofNullable(latest.get(tag.bytes())).map(LatestSnapshot::decode);
  }

  /// Only within [#change].
  public void putLatest(FolderTag tag, LatestSnapshot snapshot) {
    latest.put(tag.bytes(), snapshot.encode());
  }

  /// The files seen of a folder, as a box keeps them.
  public SeenFiles seen(PeerId box, FolderTag tag) {
    var builder =
        new MVMap.Builder<byte[], farkeep.home.posix.Stamp>()
            .keyType(BytesType.INSTANCE)
            .valueType(StampType.INSTANCE);
    return new SeenFiles(store.openMap("seen/" + box + "/" + tag, builder));
  }

  /// The groups of a folder's files that have several names.
  public HardLinks hardLinks(FolderTag tag, Randomness randomness) {
    var builder =
        new MVMap.Builder<Long, byte[]>()
            .keyType(LongDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE);
    return new HardLinks(
        this,
        store.openMap("links/" + tag, builder),
        store.openMap("learnt-links/" + tag, bytesToBytes()),
        randomness);
  }

  /// What a box surely keeps.
  public Ledger ledger(PeerId box) {
    var builder =
        new MVMap.Builder<ContentTag, ObjectId>()
            .keyType(TagType.INSTANCE)
            .valueType(IdType.INSTANCE);
    return new Ledger(this, store.openMap("ledger/" + box, builder));
  }

  /// The head last seen of a folder on a box.
  public Optional<HeadMove> head(PeerId box, FolderTag folder) {
    return Optional.ofNullable(heads.get(key(box, folder))).map(HeadMove::parse);
  }

  /// Only within [#change].
  public void putHead(HeadMove head) {
    heads.put(key(head.box(), head.folder()), head.encode());
  }

  private static byte[] key(PeerId box, FolderTag folder) {
    byte[] key = java.util.Arrays.copyOf(box.bytes(), 32 + FolderTag.BYTES);
    System.arraycopy(folder.bytes(), 0, key, 32, FolderTag.BYTES);
    return key;
  }

  /// Whether objects may be on the box that the ledger does not know of: an upload was cut off, or
  /// the index was begun anew.
  public boolean inDoubt(PeerId box) {
    if (doubts.containsKey(box.bytes())) return true;
    return doubts.containsKey(EVERY_BOX) && !outOfDoubt.containsKey(box.bytes());
  }

  /// Remembers that an upload begins: the box is in doubt until [#uploadEnded], and, should the
  /// process be killed meanwhile, so is every box, however much of the index comes back.
  public synchronized void uploadBegins(PeerId box) throws IOException {
    if (!Files.exists(uploading)) Files.createFile(uploading);
    if (!doubts.containsKey(box.bytes())) change(() -> doubts.put(box.bytes(), NOTHING));
  }

  /// Remembers that everything an upload sent is in the ledger.
  public void uploadEnded(PeerId box) {
    change(() -> {
      doubts.remove(box.bytes());
      outOfDoubt.put(box.bytes(), NOTHING);
    });
  }

  /// When there was last a link to a box.
  public Optional<Instant> contact(PeerId box) {
    return Optional.ofNullable(contacts.get(box.bytes())).map(Instant::ofEpochMilli);
  }

  /// Remembers that there is a link to a box, or was until now.
  public void putContact(PeerId box, Instant when) {
    change(() -> contacts.put(box.bytes(), when.toEpochMilli()));
  }

  /// Makes changes that belong together, and commits them: after a kill all are there or none.
  public synchronized void change(Runnable changes) {
    changes.run();
    commit();
  }

  /// Makes changes that may be lost in a kill for a while.
  synchronized void loosely(Runnable changes) {
    changes.run();
    boolean old = clocks.running().minus(committed).compareTo(UNSAVED_TIME_MAX) > 0;
    if (old || store.getUnsavedMemory() > UNSAVED_BYTES_MAX) commit();
  }

  private void commit() {
    store.commit();
    committed = clocks.running();
  }

  /// Commits, and returns once everything survives a power cut.
  public synchronized void force() {
    commit();
    store.sync();
  }

  /// Commits and closes; never compacts.
  @Override
  public synchronized void close() {
    if (store.isClosed()) return;
    store.commit();
    store.close(0);
    try {
      Files.deleteIfExists(uploading);
    } catch (IOException e) {
      // it stays, and the next process asks the boxes more than it had to
    }
  }
}
