package farkeep.box.replication;

import farkeep.objects.Bytes32;
import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.objects.log.SnapshotClear;
import farkeep.objects.log.SnapshotSignature;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.port.Randomness;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A vault as its owner has it, as far as a box can tell: keys, log, objects that look sealed.
public final class TestVault {
  public final SigningKey owner;
  public final SigningKey writer;
  public final SigningKey recovery;
  public final VaultId id;
  public final FolderTag folder;
  private final VaultLog log;
  private final Randomness randomness;
  private long space;

  public TestVault(Randomness randomness) {
    this.randomness = randomness;
    this.recovery = key();
    this.owner = key();
    this.writer = key();
    this.folder = FolderTag.of(randomness.bytes(FolderTag.BYTES));
    LogBody.Device first = device(owner, LogBody.Role.OWNER);
    VaultLogEntry genesis =
        VaultLogEntry.found(new LogBody.Genesis(1, someBytes32(), someBytes32(), first), recovery);
    this.id = new VaultId(genesis.hash().value());
    this.log = new VaultLog(id);
    log.accept(genesis);
    addKeys();
    entry(device(writer, LogBody.Role.WRITER));
    entry(new LogBody.Folder(folder, space, Optional.empty(), Opaque.EMPTY));
  }

  private void addKeys() {
    Bytes32 commitment = someBytes32();
    space = commitment.a();
    LogBody.Wrap wrap =
        new LogBody.Wrap(
            owner.id(), someBytes32(), Opaque.of(randomness.bytes(LogBody.Wrap.SEALED_ROOT_BYTES)));
    entry(new LogBody.Keys(space, 0, commitment, List.of(wrap), Opaque.EMPTY, Opaque.EMPTY));
  }

  public SigningKey key() {
    return SigningKey.ofSeed(randomness.bytes(SigningKey.SEED_BYTES));
  }

  private Bytes32 someBytes32() {
    return Bytes32.of(randomness.bytes(32));
  }

  private LogBody.Device device(SigningKey key, LogBody.Role role) {
    return new LogBody.Device(key.id(), someBytes32(), role, Opaque.EMPTY);
  }

  /// Signs an entry, keeps it, and gives its bytes.
  public byte[] entry(LogBody body) {
    VaultLogEntry entry = VaultLogEntry.sign(id, log.tips(), body, owner);
    log.accept(entry);
    return entry.encode();
  }

  /// An entry that somebody else signed, where the next one belongs.
  public byte[] entryBy(SigningKey author) {
    return VaultLogEntry.sign(id, log.tips(), new LogBody.Revoke(owner.id()), author).encode();
  }

  /// Some folder with the longest sealed part.
  public LogBody.Folder largeFolder() {
    byte[] sealed = randomness.bytes(LogBody.SEALED_FOLDER_BYTES_MAX);
    FolderTag tag = FolderTag.of(randomness.bytes(FolderTag.BYTES));
    return new LogBody.Folder(tag, space, Optional.empty(), Opaque.of(sealed));
  }

  /// A further folder, which every writer may move.
  public FolderTag newFolder() {
    FolderTag tag = FolderTag.of(randomness.bytes(FolderTag.BYTES));
    entry(new LogBody.Folder(tag, space, Optional.empty(), Opaque.EMPTY));
    return tag;
  }

  /// The newest entries of the log, which the next one names.
  public Collection<EntryHash> tips() {
    return log.tips();
  }

  public byte[] deviceEntry(SigningKey key, LogBody.Role role) {
    return entry(device(key, role));
  }

  public List<byte[]> logEntries() {
    return log.entries(0).stream().map(VaultLogEntry::encode).toList();
  }

  public byte[] chunk(int bytes) {
    return object(ObjectKind.CHUNK, 0, List.of(), bytes);
  }

  public byte[] node(ObjectKind kind, int level, Collection<ObjectId> children) {
    return object(kind, level, children, 64);
  }

  private byte[] object(ObjectKind kind, int level, Collection<ObjectId> children, int bytes) {
    List<ObjectId> set = children.stream().sorted().distinct().toList();
    ObjectHeader header = new ObjectHeader(1, kind, level, space, new byte[0], set);
    int payload = Math.max(ObjectHeader.TAG_BYTES, bytes - header.bytes());
    return join(header.encode(), randomness.bytes(payload));
  }

  public byte[] snapshot(ObjectId root, List<ObjectId> parents, long sequence, SigningKey device) {
    return snapshot(root, parents, sequence, device, folder);
  }

  public byte[] snapshot(
      ObjectId root, List<ObjectId> parents, long sequence, SigningKey device, FolderTag of) {
    SnapshotClear clear =
        new SnapshotClear(
            root, parents.stream().sorted().toList(), of, device.id(), sequence, List.of());
    ObjectHeader header =
        new ObjectHeader(1, ObjectKind.SNAPSHOT, 0, space, clear.encode(), List.of(root));
    byte[] unsigned = join(header.encode(), randomness.bytes(ObjectHeader.TAG_BYTES + 64));
    return SnapshotSignature.append(id, unsigned, device);
  }

  public HeadMove move(
      PeerId box, Optional<HeadMove> newest, ObjectId snapshot, SigningKey device) {
    return HeadMove.sign(id, new HeadMove.Target(folder, box), newest, snapshot, device);
  }

  public static ObjectId id(byte[] stored) {
    return ObjectId.ofStored(stored);
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }
}
