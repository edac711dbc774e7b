package farkeep.box.identity;

import farkeep.link.carrier.TlsIdentity;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.Randomness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// The keys of a box: Ed25519, which is its id, and P-256 for TLS. Whoever has the file is the box,
/// so it is readable by the box's user alone, and nothing of it is ever logged. It is kept twice,
/// in `box.identity` and `twin/box.identity`: with another key the box would be another box.
///
/// @param key its Ed25519 key
/// @param tls what it shows to callers
public record BoxIdentity(SigningKey key, TlsIdentity tls) {
  /// Its name in the data directory.
  public static final String FILE = "box.identity";

  private static final byte[] MAGIC = "FKI".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final int PART_BYTES_MAX = 4_096;
  private static final int FILE_BYTES_MAX = 3 * PART_BYTES_MAX;

  /// The box's id.
  public PeerId id() {
    return key.id();
  }

  /// Reads the identity of a data directory; makes it, durably, when there is none.
  ///
  /// @param told hears that one of the two files was damaged
  /// @throws IOException both files are damaged, or the device failed
  public static BoxIdentity loadOrMake(
      Disk disk, Clocks clocks, Randomness randomness, Consumer<String> told) throws IOException {
    TwinFile file = new TwinFile(disk, FILE, FILE_BYTES_MAX);
    Optional<byte[]> kept = file.read(told);
    if (kept.isPresent()) return decode(kept.get());
    byte[] seed = randomness.bytes(SigningKey.SEED_BYTES);
    TlsIdentity tls = TlsIdentity.generate(randomness, clocks.wall());
    file.write(encode(seed, tls));
    return new BoxIdentity(SigningKey.ofSeed(seed), tls);
  }

  private static byte[] encode(byte[] seed, TlsIdentity tls) {
    return new FieldWriter()
        .bytes(MAGIC)
        .u8(VERSION)
        .bytes(seed)
        .block(tls.certificateDer())
        .block(tls.keyPkcs8())
        .done();
  }

  private static BoxIdentity decode(byte[] content) throws IOException {
    try {
      FieldReader in = new FieldReader("identity", content);
      in.expect("magic", MAGIC);
      in.version(VERSION);
      SigningKey key = SigningKey.ofSeed(in.bytes("seed", SigningKey.SEED_BYTES));
      byte[] certificate = in.block("certificate", PART_BYTES_MAX);
      byte[] tlsKey = in.block("TLS key", PART_BYTES_MAX);
      in.end();
      return new BoxIdentity(key, TlsIdentity.ofEncoded(certificate, tlsKey));
    } catch (MalformedObjectException e) {
      throw new IOException(
          "%s can't be read (%s); update this box, or put the file back from a copy of the data directory"
              .formatted(FILE, e.getMessage()),
          e);
    }
  }

  @Override
  public String toString() {
    return "BoxIdentity[" + id().abbreviated() + "]";
  }
}
