package farkeep.vault;

import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectKind;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.LogBody.Role;
import farkeep.objects.log.Opaque;
import farkeep.objects.log.SnapshotClear;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.vault.keys.DeviceKeyFile;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.FolderSettings;
import farkeep.vault.keys.KeyEntries;
import farkeep.vault.keys.Keyring;
import farkeep.vault.keys.NewVault;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.keys.RootKeys;
import farkeep.vault.keys.SealedName;
import farkeep.vault.seal.Codec;
import farkeep.vault.seal.Patch;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.seal.Sealer;
import farkeep.vault.snapshot.Snapshot;
import farkeep.vault.snapshot.SnapshotDetails;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the golden files: one small vault with every format that this module and the logs know.
public final class Golden {
  /// The passphrase of the protected key file.
  public static final String PASSPHRASE = "golden passphrase";

  private final GoldenRandomness randomness = new GoldenRandomness();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  public final RecoveryKey recovery = RecoveryKey.fresh(randomness);
  public final DeviceKeys device = DeviceKeys.fresh(randomness);
  public final VaultLog log = NewVault.found(1, recovery, device, "kitchen", randomness);
  public final VaultId vault = log.vault();
  public final SigningKey box = SigningKey.ofSeed(randomness.bytes(32));
  public final FolderTag folder = FolderTag.of(randomness.bytes(16));
  public final byte[] text =
      "All happy families are alike. ".repeat(40).getBytes(StandardCharsets.US_ASCII);
  public final byte[] noise = randomness.bytes(700);

  /// Name and content of every file.
  public Map<String, byte[]> files() {
    if (files.isEmpty()) make();
    return files;
  }

  private void make() {
    log();
    objects();
    files.put("device-plain.fkd", DeviceKeyFile.encode(device));
    files.put(
        "device-argon2id.fkd",
        DeviceKeyFile.encode(
            device, PASSPHRASE.toCharArray(), DeviceKeyFile.Effort.LEAST, randomness));
    String sheet = RecoverySheet.of(recovery, vault).text() + "\n";
    files.put("sheet.txt", sheet.getBytes(StandardCharsets.US_ASCII));
  }

  private void log() {
    files.put("genesis.fkl", log.entries(0).get(0).encode());
    files.put("keys-first.fkl", log.entries(0).get(1).encode());
    Keyring ring = Keyring.open(log, device);
    RootKeys root = ring.common().current();
    DeviceKeys second = DeviceKeys.fresh(randomness);
    Opaque name = SealedName.seal(root, SealedName.Of.DEVICE, second.id().bytes(), "attic");
    append(
        "device.fkl", new LogBody.Device(second.id(), second.agreementPublic(), Role.WRITER, name));
    BoxRecord record =
        new BoxRecord(
            box.id(),
            1,
            Bytes32.of(randomness.bytes(32)),
            Optional.of(Bytes32.of(randomness.bytes(32))),
            List.of("box.example:4433", "[2001:db8::1]:4433"));
    Opaque boxName = SealedName.seal(root, SealedName.Of.BOX, box.id().bytes(), "Oma");
    append("box.fkl", new LogBody.Box(record, Opaque.of(record.sign(vault, box)), boxName));
    var settings = new FolderSettings("Fotos", FolderSettings.Mode.BACKUP, List.of("*.tmp"));
    append(
        "folder.fkl",
        new LogBody.Folder(
            folder, ring.common().id(), Optional.of(device.id()), settings.seal(root, folder)));
    append("policy.fkl", new LogBody.Policy(Optional.of(folder), LogBody.Terms.DEFAULT));
    List<KeyEntries.Member> members =
        List.of(
            new KeyEntries.Member(device.id(), device.agreementPublic()),
            new KeyEntries.Member(recovery.id(), recovery.agreementPublic()));
    RootKeys next = RootKeys.fresh(randomness);
    append("revoke.fkl", new LogBody.Revoke(second.id()));
    append("keys-next.fkl", new KeyEntries(vault, randomness).next(ring.common(), next, members));
  }

  private void objects() {
    Sealer sealer = new Sealer(Keyring.open(log, device).common().current());
    SealedObject stored = put("chunk-stored.fko", sealer.chunk(noise, Codec.zstd(3)));
    SealedObject zstd = put("chunk-zstd3.fko", sealer.chunk(text, Codec.zstd(3)));
    put("chunk-zstd1.fko", sealer.chunk(text, Codec.zstd(1)));
    put("chunk-empty.fko", sealer.chunk(new byte[0], Codec.STORED));
    put("chunk-patch.fko", sealer.patch(patch(stored, zstd)));
    put(
        "file-node.fko",
        sealer.node(ObjectKind.FILE_NODE, 0, noise, List.of(stored.id(), zstd.id())));
    SealedObject root =
        put("path-node.fko", sealer.node(ObjectKind.PATH_NODE, 1, text, List.of(zstd.id())));
    HeadMove.Target target = new HeadMove.Target(folder, box.id());
    HeadMove first = HeadMove.sign(vault, target, Optional.empty(), zstd.id(), device.signing());
    var clear =
        new SnapshotClear(
            root.id(),
            List.of(stored.id()),
            folder,
            device.id(),
            2,
            List.of(new SnapshotClear.HeadSeen(box.id(), 1, first.hash())));
    var details = new SnapshotDetails(Instant.ofEpochMilli(1_767_225_600_123L), "golden", 3, 1_900);
    SealedObject snapshot =
        put("snapshot.fko", Snapshot.seal(vault, sealer, clear, details, device.signing()));
    files.put("head-first.fkh", first.encode());
    HeadMove second =
        HeadMove.sign(vault, target, Optional.of(first), snapshot.id(), device.signing());
    files.put("head-second.fkh", second.encode());
  }

  /// 100 bytes of the noise, "new", the last 50 bytes of the text.
  public byte[] patched() {
    byte[] result = new byte[153];
    System.arraycopy(noise, 10, result, 0, 100);
    System.arraycopy("new".getBytes(StandardCharsets.US_ASCII), 0, result, 100, 3);
    System.arraycopy(text, text.length - 50, result, 103, 50);
    return result;
  }

  private Patch patch(SealedObject stored, SealedObject zstd) {
    byte[] result = patched();
    return new Patch(
        List.of(stored.id(), zstd.id()),
        result.length,
        Patch.mac(Keyring.open(log, device).common().secrets().dedupKey(), result),
        List.of(
            new Patch.Copy(0, 10, 100),
            new Patch.Insert("new".getBytes(StandardCharsets.US_ASCII)),
            new Patch.Copy(1, text.length - 50, 50)));
  }

  private SealedObject put(String name, SealedObject sealed) {
    files.put(name, sealed.stored());
    return sealed;
  }

  private void append(String name, LogBody body) {
    VaultLogEntry entry = VaultLogEntry.sign(vault, log.tips(), body, device.signing());
    log.accept(entry);
    files.put(name, entry.encode());
  }
}
