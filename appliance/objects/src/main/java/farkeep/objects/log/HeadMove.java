package farkeep.objects.log;

import static java.util.Objects.requireNonNull;

import farkeep.objects.EntryHash;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One entry of a head log: a device's signed word that a folder's newest snapshot on one box is
/// this one. The entries of one folder on one box form a chain.
///
/// Byte by byte in `docs/format.md`, section *Head log*.
///
/// @param target which folder, and on which box; an entry counts on no other
/// @param sequence 1 for a folder's first entry on the box, then one more each
/// @param previous hash of the folder's entry before on this box; empty for the first
/// @param snapshot the new head
/// @param device who signed
/// @param signature 64 bytes
public record HeadMove(
    Target target,
    long sequence,
    Optional<EntryHash> previous,
    ObjectId snapshot,
    PeerId device,
    Opaque signature) {
  /// Bytes of an encoded entry.
  public static final int BYTES = 220;

  private static final String MAGIC = "FKH";
  private static final int VERSION = 1;
  private static final String DOMAIN = "farkeep/head";
  private static final EntryHash NONE = EntryHash.of(new byte[32]);

  /// @throws MalformedObjectException the sequence does not fit to what is before, or the signature
  ///   has another length
  public HeadMove {
    requireNonNull(target);
    requireNonNull(snapshot);
    requireNonNull(device);
    if (sequence < 1 || (sequence == 1) != previous.isEmpty()) {
      throw malformed(
          "sequence %d %s a hash of the entry before; only 1 has none",
          sequence, previous.isEmpty() ? "without" : "with");
    }
    if (signature.length() != SigningKey.SIGNATURE_BYTES) {
      throw malformed("signature of %d B; 64 are needed", signature.length());
    }
  }

  /// Makes and signs the entry that follows `newest`.
  ///
  /// @param newest the folder's newest entry on the box; empty when it has none
  public static HeadMove sign(
      VaultId vault, Target target, Optional<HeadMove> newest, ObjectId snapshot, SigningKey key) {
    long sequence = newest.map(HeadMove::sequence).orElse(0L) + 1;
    Optional<EntryHash> previous = newest.map(HeadMove::hash);
    byte[] clear = fields(target, sequence, previous, snapshot, key.id());
    byte[] signature = key.sign(signed(vault, clear));
    return new HeadMove(target, sequence, previous, snapshot, key.id(), Opaque.of(signature));
  }

  /// @throws MalformedObjectException not an entry of this version
  public static HeadMove parse(byte[] encoded) {
    FieldReader in = new FieldReader("head move", encoded);
    in.expect("magic", MAGIC.getBytes(StandardCharsets.US_ASCII));
    in.version(VERSION);
    FolderTag folder = FolderTag.of(in.bytes("folder tag", FolderTag.BYTES));
    PeerId box = new PeerId(in.bytes32("box"));
    long sequence = in.count64("sequence");
    EntryHash previous = new EntryHash(in.bytes32("previous"));
    ObjectId snapshot = new ObjectId(in.bytes32("snapshot"));
    PeerId device = new PeerId(in.bytes32("device"));
    byte[] signature = in.bytes("signature", SigningKey.SIGNATURE_BYTES);
    in.end();
    return new HeadMove(
        new Target(folder, box),
        sequence,
        previous.equals(NONE) ? Optional.empty() : Optional.of(previous),
        snapshot,
        device,
        Opaque.of(signature));
  }

  /// Whose head moves.
  public FolderTag folder() {
    return target.folder();
  }

  /// On which box.
  public PeerId box() {
    return target.box();
  }

  /// The [#BYTES] bytes of the entry.
  public byte[] encode() {
    return new FieldWriter()
        .bytes(fields(target, sequence, previous, snapshot, device))
        .bytes(signature.bytes())
        .done();
  }

  /// The SHA-256 of the encoded entry.
  public EntryHash hash() {
    return Hashes.entry(encode());
  }

  /// Whether [#device] signed this for this vault. Whether it may is the vault log's to say.
  public boolean verifies(VaultId vault) {
    byte[] clear = fields(target, sequence, previous, snapshot, device);
    return SigningKey.verifies(device, signature.bytes(), signed(vault, clear));
  }

  /// Whether this entry follows `newest` in its folder's chain on its box.
  ///
  /// @param newest the folder's newest entry on the box; empty when it has none
  public boolean follows(Optional<HeadMove> newest) {
    return newest
        .map(before ->
            before.target.equals(target)
                && before.sequence + 1 == sequence
                && previous.equals(Optional.of(before.hash())))
        .orElse(sequence == 1);
  }

  private static byte[] fields(
      Target target,
      long sequence,
      Optional<EntryHash> previous,
      ObjectId snapshot,
      PeerId device) {
    return new FieldWriter()
        .ascii(MAGIC)
        .u8(VERSION)
        .bytes(target.folder().bytes())
        .bytes32(target.box().value())
        .u64(sequence)
        .bytes32(previous.orElse(NONE).value())
        .bytes32(snapshot.value())
        .bytes32(device.value())
        .done();
  }

  private static byte[] signed(VaultId vault, byte[] fields) {
    return new FieldWriter().ascii(DOMAIN).bytes32(vault.value()).bytes(fields).done();
  }

  private static MalformedObjectException malformed(String what, Object... figures) {
    return new MalformedObjectException("head move: " + what.formatted(figures));
  }

  /// Whose head moves, and where.
  public record Target(FolderTag folder, PeerId box) {}
}
