package farkeep.box.identity;

import farkeep.link.carrier.TlsIdentity;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Randomness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The keys of a box: Ed25519, which is its id, and P-256 for TLS. Whoever has the file is the box,
/// so it is readable by the box's user alone, and nothing of it is ever logged.
///
/// @param key its Ed25519 key
/// @param tls what it shows to callers
public record BoxIdentity(SigningKey key, TlsIdentity tls) {
  /// Its name in the data directory.
  public static final String FILE = "box.identity";

  private static final String NEW_FILE = FILE + ".new";
  private static final byte[] MAGIC = "FKI".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int PART_BYTES_MAX = 4_096;
  private static final int FILE_BYTES_MAX = 3 * PART_BYTES_MAX;

  /// The box's id.
  public PeerId id() {
    return key.id();
  }

  /// Reads the identity of a data directory; makes it, durably, when there is none.
  ///
  /// @throws IOException the file is damaged, or the device failed
  public static BoxIdentity loadOrMake(Disk disk, Clocks clocks, Randomness randomness)
      throws IOException {
    if (disk.exists(FILE)) return load(disk);
    byte[] seed = randomness.bytes(SigningKey.SEED_BYTES);
    TlsIdentity tls = TlsIdentity.generate(randomness, clocks.wall());
    keep(disk, encode(seed, tls));
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

  private static void keep(Disk disk, byte[] encoded) throws IOException {
    if (disk.exists(NEW_FILE)) disk.delete(NEW_FILE);
    try (DiskFile file = disk.create(NEW_FILE)) {
      file.write(0, ByteBuffer.wrap(encoded));
      file.force();
    }
    disk.rename(NEW_FILE, FILE);
    disk.forceDirectory("");
  }

  private static BoxIdentity load(Disk disk) throws IOException {
    try (DiskFile file = disk.open(FILE, Disk.Access.READ)) {
      long bytes = file.size();
      if (bytes > FILE_BYTES_MAX) throw damaged(bytes + " B; at most " + FILE_BYTES_MAX);
      ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
      file.read(0, buffer);
      FieldReader in = new FieldReader("identity", buffer.flip());
      in.expect("magic", MAGIC);
      in.version(VERSION);
      SigningKey key = SigningKey.ofSeed(in.bytes("seed", SigningKey.SEED_BYTES));
      byte[] certificate = in.block("certificate", PART_BYTES_MAX);
      byte[] tlsKey = in.block("TLS key", PART_BYTES_MAX);
      in.end();
      return new BoxIdentity(key, TlsIdentity.ofEncoded(certificate, tlsKey));
    } catch (MalformedObjectException e) {
      throw damaged(e.getMessage());
    }
  }

  private static IOException damaged(String what) {
    return new IOException(
        "%s is damaged (%s); put it back from a copy of the data directory, or remove it and pair the box anew: the vaults it keeps stay readable"
            .formatted(FILE, what));
  }

  @Override
  public String toString() {
    return "BoxIdentity[" + id().abbreviated() + "]";
  }
}
