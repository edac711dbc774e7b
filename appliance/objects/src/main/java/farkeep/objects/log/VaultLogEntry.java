package farkeep.objects.log;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Bytes32;
import farkeep.objects.EntryHash;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One signed entry of a vault log.
///
/// Byte by byte in `docs/format.md`, section *Vault log*. Whether its author may say what it says
/// is decided by [VaultLog].
///
/// @param parents hashes of the entries its author knew as newest: ascending, no duplicates, at
///   most [#PARENTS_MAX]; none only for GENESIS
/// @param author who signed: a device's id, or the recovery key's Ed25519 public half
/// @param body what it says
/// @param signature 64 bytes
public record VaultLogEntry(
    List<EntryHash> parents, PeerId author, LogBody body, Opaque signature) {
  /// Bytes of an encoded entry: with its envelope it fits in a frame of 64 KiB.
  public static final int BYTES_MAX = 60 << 10;

  /// Parents of one entry.
  public static final int PARENTS_MAX = 16;

  private static final String MAGIC = "FKL";
  private static final int VERSION = 1;
  private static final String DOMAIN = "farkeep/vault-log";
  private static final byte[] NO_VAULT = new byte[Bytes32.BYTES];

  /// @throws MalformedObjectException the parents are not an ascending set that fits the type, or
  ///   the signature has another length
  public VaultLogEntry {
    requireNonNull(author);
    requireNonNull(body);
    parents = List.copyOf(parents);
    if (parents.size() > PARENTS_MAX) {
      throw malformed("%d parents; at most %d".formatted(parents.size(), PARENTS_MAX));
    }
    for (int i = 1; i < parents.size(); i++) {
      if (parents.get(i - 1).compareTo(parents.get(i)) >= 0) {
        throw malformed("parent %d is not above the one before it".formatted(i));
      }
    }
    if (parents.isEmpty() != body instanceof LogBody.Genesis) {
      throw malformed("GENESIS has no parents, and every other entry has some");
    }
    if (signature.length() != SigningKey.SIGNATURE_BYTES) {
      throw malformed("signature of %d B; 64 are needed".formatted(signature.length()));
    }
  }

  /// Makes the entry that founds a vault.
  ///
  /// @param recoveryKey the Ed25519 key of the recovery sheet
  public static VaultLogEntry found(LogBody.Genesis genesis, SigningKey recoveryKey) {
    return make(NO_VAULT, List.of(), genesis, recoveryKey);
  }

  /// Makes and signs an entry.
  ///
  /// @param parents the newest entries that are known ([VaultLog#tips]), in any order
  /// @throws MalformedObjectException the entry would be longer than [#BYTES_MAX]
  public static VaultLogEntry sign(
      VaultId vault, Collection<EntryHash> parents, LogBody body, SigningKey key) {
    return make(vault.bytes(), parents.stream().sorted().distinct().toList(), body, key);
  }

  private static VaultLogEntry make(
      byte[] vault, List<EntryHash> parents, LogBody body, SigningKey key) {
    byte[] fields = fields(parents, key.id(), body);
    if (fields.length + SigningKey.SIGNATURE_BYTES > BYTES_MAX) {
      throw malformed(
          "%d B; at most %d".formatted(fields.length + SigningKey.SIGNATURE_BYTES, BYTES_MAX));
    }
    byte[] signature = key.sign(signed(vault, fields));
    return new VaultLogEntry(parents, key.id(), body, Opaque.of(signature));
  }

  /// @throws MalformedObjectException not an entry of this version, or out of bounds
  public static VaultLogEntry parse(byte[] encoded) {
    if (encoded.length > BYTES_MAX) {
      throw malformed("%d B; at most %d".formatted(encoded.length, BYTES_MAX));
    }
    FieldReader in = new FieldReader("vault log entry", encoded);
    in.expect("magic", MAGIC.getBytes(StandardCharsets.US_ASCII));
    in.version(VERSION);
    int type = in.u8("type");
    int count = in.u8("parent count", PARENTS_MAX);
    List<EntryHash> parents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) parents.add(new EntryHash(in.bytes32("parent")));
    PeerId author = new PeerId(in.bytes32("author"));
    byte[] body = in.bytes("body", in.u32("body length", BYTES_MAX));
    byte[] signature = in.bytes("signature", SigningKey.SIGNATURE_BYTES);
    in.end();
    return new VaultLogEntry(
        parents, author, LogBodyCodec.decode(type, body), Opaque.of(signature));
  }

  /// The bytes of the entry, at most [#BYTES_MAX].
  public byte[] encode() {
    return new FieldWriter().bytes(fields(parents, author, body)).bytes(signature.bytes()).done();
  }

  /// The SHA-256 of the encoded entry; of GENESIS it is the vault's id.
  public EntryHash hash() {
    return Hashes.entry(encode());
  }

  /// Whether the author signed this for this vault.
  public boolean verifies(VaultId vault) {
    byte[] named = body instanceof LogBody.Genesis ? NO_VAULT : vault.bytes();
    return SigningKey.verifies(
        author, signature.bytes(), signed(named, fields(parents, author, body)));
  }

  private static byte[] fields(List<EntryHash> parents, PeerId author, LogBody body) {
    FieldWriter out =
        new FieldWriter().ascii(MAGIC).u8(VERSION).u8(LogBodyCodec.type(body)).u8(parents.size());
    parents.forEach(parent -> out.bytes32(parent.value()));
    byte[] encoded = LogBodyCodec.encode(body);
    return out.bytes32(author.value()).u32(encoded.length).bytes(encoded).done();
  }

  private static byte[] signed(byte[] vault, byte[] fields) {
    return new FieldWriter().ascii(DOMAIN).bytes(vault).bytes(fields).done();
  }

  private static MalformedObjectException malformed(String what) {
    return new MalformedObjectException("vault log entry: " + what);
  }
}
