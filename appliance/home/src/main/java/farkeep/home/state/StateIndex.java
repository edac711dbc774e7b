package farkeep.home.state;

import farkeep.home.posix.Stamp;
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
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/// What can be rebuilt from a box and the files themselves: folder records, files seen, ledgers,
/// the heads last seen. One [StateFile], committed only where its content is consistent: a kill
/// leaves the last commit, a power cut an older one or none. So after a kill in the middle of an
/// upload every box is in doubt until a pass for it has ended.
///
/// Safe for many threads.
public final class StateIndex implements Closeable {
  /// How long loose changes may wait.
  static final Duration UNSAVED_TIME_MAX = Duration.ofSeconds(1);

  /// What the maps are and mean. An index of another layout is begun anew: the boxes know it all.
  static final int LAYOUT = 2;

  private static final String DAMAGED = ".damaged";

  private static final String CONTACTS = "contacts";
  private static final String SEEN = "seen/";
  private static final String LINKS = "links/";
  private static final String LEDGER = "ledger/";

  private static final TableKind<byte[], byte[]> BYTES =
      new TableKind<>(BytesType.INSTANCE, ByteArrayDataType.INSTANCE);
  private static final TableKind<byte[], Long> TIMES =
      new TableKind<>(BytesType.INSTANCE, LongDataType.INSTANCE);
  private static final TableKind<byte[], Stamp> STAMPS =
      new TableKind<>(BytesType.INSTANCE, StampType.INSTANCE);
  private static final TableKind<Long, byte[]> LINK_GROUPS =
      new TableKind<>(LongDataType.INSTANCE, ByteArrayDataType.INSTANCE);
  private static final TableKind<ContentTag, ObjectId> OBJECTS =
      new TableKind<>(TagType.INSTANCE, IdType.INSTANCE);

  /// Beside the file from the first upload of a process until its end in order.
  private static final String UPLOADING = ".uploading";

  /// Among the boxes in doubt: all but those of which it is known better since.
  private static final byte[] EVERY_BOX = {};

  private static final byte[] NOTHING = {};

  private final StateFile file;
  private final Clocks clocks;
  private final Path uploading;
  private final boolean begunAnew;
  private final Table<byte[], byte[]> folders;
  private final Table<byte[], byte[]> latest;
  private final Table<byte[], byte[]> heads;
  private final Table<byte[], byte[]> doubts;
  private final Table<byte[], byte[]> outOfDoubt;
  private final Table<byte[], Long> contacts;
  private Duration committed;

  /// @param uploading is there while a process uploads
  /// @param begunAnew there was nothing, or nothing readable
  private StateIndex(StateFile file, Clocks clocks, Path uploading, boolean begunAnew) {
    this.file = file;
    this.clocks = clocks;
    this.uploading = uploading;
    this.begunAnew = begunAnew;
    this.folders = file.table("folders", BYTES);
    this.latest = file.table("latest", BYTES);
    this.heads = file.table("heads", BYTES);
    this.doubts = file.table("doubts", BYTES);
    this.outOfDoubt = file.table("out of doubt", BYTES);
    this.contacts = file.table(CONTACTS, TIMES);
    this.committed = clocks.running();
    if (begunAnew || Files.exists(uploading)) change(this::doubtAll);
  }

  private void doubtAll() {
    doubts.map().put(EVERY_BOX, NOTHING);
    outOfDoubt.map().clear();
  }

  /// What the map of a name has.
  private static TableKind<?, ?> kind(String name) {
    return switch (name.replaceFirst("/.*", "/")) {
      case CONTACTS -> TIMES;
      case SEEN -> STAMPS;
      case LINKS -> LINK_GROUPS;
      case LEDGER -> OBJECTS;
      default -> BYTES;
    };
  }

  /// Opens the index. One that can't be read, or is of another layout, is moved aside
  /// (`state.mv.damaged`) and begun anew. All of it is read when the last process was killed.
  ///
  /// @throws StateInUseException another process has it
  /// @throws IOException it can't be written
  public static StateIndex open(Path file, Clocks clocks) throws IOException {
    boolean existed = Files.exists(file);
    Path uploading = file.resolveSibling(file.getFileName() + UPLOADING);
    try {
      StateFile opened = StateFile.open(file, StateIndex::kind);
      if (!existed) return begin(opened, clocks, uploading);
      if (opened.layout() == LAYOUT) return new StateIndex(opened, clocks, uploading, false);
      opened.close();
    } catch (RuntimeException e) { // from MVStore, or from reading what a damaged page holds
      if (!existed) throw new IOException("state index can't be made: " + e.getMessage(), e);
    }
    Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    return begin(StateFile.open(file, StateIndex::kind), clocks, uploading);
  }

  private static StateIndex begin(StateFile file, Clocks clocks, Path uploading) {
    file.setLayout(LAYOUT);
    return new StateIndex(file, clocks, uploading, true);
  }

  /// Whether there was nothing, or nothing readable: what it held is learnt again from the box.
  public boolean begunAnew() {
    return begunAnew;
  }

  /// Where a folder stands on a box.
  public FolderRecord folder(PeerId box, FolderTag tag) {
    byte[] record = folders.map().get(key(box, tag));
    return record == null ? FolderRecord.NONE : FolderRecord.decode(record);
  }

  /// Only within [#change].
  public void putFolder(PeerId box, FolderTag tag, FolderRecord record) {
    folders.map().put(key(box, tag), record.encode());
  }

  /// The latest snapshot of a folder, on whichever box.
  public Optional<LatestSnapshot> latest(FolderTag tag) {
    return Optional.ofNullable(latest.map().get(tag.bytes())).map(LatestSnapshot::decode);
  }

  /// Only within [#change].
  public void putLatest(FolderTag tag, LatestSnapshot snapshot) {
    latest.map().put(tag.bytes(), snapshot.encode());
  }

  /// The files seen of a folder, as a box keeps them.
  public SeenFiles seen(PeerId box, FolderTag tag) {
    return new SeenFiles(file.table(SEEN + box + "/" + tag, STAMPS));
  }

  /// The groups of a folder's files that have several names.
  public HardLinks hardLinks(FolderTag tag, Randomness randomness) {
    return new HardLinks(
        this,
        file.table(LINKS + tag, LINK_GROUPS),
        file.table("learnt-links/" + tag, BYTES),
        randomness);
  }

  /// What a box surely keeps.
  public Ledger ledger(PeerId box) {
    return new Ledger(this, file.table(LEDGER + box, OBJECTS));
  }

  /// The head last seen of a folder on a box.
  public Optional<HeadMove> head(PeerId box, FolderTag folder) {
    return Optional.ofNullable(heads.map().get(key(box, folder))).map(HeadMove::parse);
  }

  /// Only within [#change].
  public void putHead(HeadMove head) {
    heads.map().put(key(head.box(), head.folder()), head.encode());
  }

  private static byte[] key(PeerId box, FolderTag folder) {
    byte[] key = java.util.Arrays.copyOf(box.bytes(), 32 + FolderTag.BYTES);
    System.arraycopy(folder.bytes(), 0, key, 32, FolderTag.BYTES);
    return key;
  }

  /// Whether objects may be on the box that the ledger does not know of: an upload was cut off, or
  /// the index was begun anew.
  public boolean inDoubt(PeerId box) {
    if (doubts.map().containsKey(box.bytes())) return true;
    return doubts.map().containsKey(EVERY_BOX) && !outOfDoubt.map().containsKey(box.bytes());
  }

  /// Remembers that an upload begins: the box is in doubt until [#uploadEnded], and, should the
  /// process be killed meanwhile, so is every box, however much of the index comes back.
  public synchronized void uploadBegins(PeerId box) throws IOException {
    if (!Files.exists(uploading)) Files.createFile(uploading);
    if (doubts.map().containsKey(box.bytes())) return;
    change(() -> doubts.map().put(box.bytes(), NOTHING));
  }

  /// Remembers that everything an upload sent is in the ledger.
  public void uploadEnded(PeerId box) {
    change(() -> {
      doubts.map().remove(box.bytes());
      outOfDoubt.map().put(box.bytes(), NOTHING);
    });
  }

  /// When there was last a link to a box.
  public Optional<Instant> contact(PeerId box) {
    return Optional.ofNullable(contacts.map().get(box.bytes())).map(Instant::ofEpochMilli);
  }

  /// Remembers that there is a link to a box, or was until now.
  public void putContact(PeerId box, Instant when) {
    change(() -> contacts.map().put(box.bytes(), when.toEpochMilli()));
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
    if (old || file.isFull()) commit();
  }

  private void commit() {
    file.commit();
    committed = clocks.running();
  }

  /// Commits, and returns once everything survives a power cut.
  public synchronized void force() {
    commit();
    file.force();
  }

  /// Commits and closes.
  @Override
  public synchronized void close() {
    if (file.isClosed()) return;
    try {
      file.close();
      Files.deleteIfExists(uploading);
    } catch (IOException e) {
      // a mark stays: the next process reads all of it, and asks the boxes more than it had to
    }
  }
}
