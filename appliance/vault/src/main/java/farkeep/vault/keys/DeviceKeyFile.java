package farkeep.vault.keys;

import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.port.Randomness;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// The file that a device keeps its keys in, as bytes: as they are, or behind a passphrase.
///
/// Byte by byte in `docs/format.md`, section *Keys and key spaces*.
public final class DeviceKeyFile {
  private static final String MAGIC = "FKD";
  private static final int VERSION = 1;
  private static final int PLAIN = 0;
  private static final int ARGON2ID = 1;
  private static final int SALT_BYTES = 16;
  private static final int CHECK_BYTES = 4;

  private DeviceKeyFile() {}

  /// The file without a passphrase: whoever reads it has the keys.
  public static byte[] encode(DeviceKeys keys) {
    byte[] start = start(PLAIN).bytes(keys.seeds()).done();
    return new FieldWriter().bytes(start).bytes(check(start)).done();
  }

  /// The file behind a passphrase.
  ///
  /// @param passphrase not kept
  /// @param effort what a guess costs
  public static byte[] encode(
      DeviceKeys keys, char[] passphrase, Effort effort, Randomness randomness) {
    byte[] salt = randomness.bytes(SALT_BYTES);
    byte[] clear =
        start(ARGON2ID)
            .u32(effort.memoryKib())
            .u8(effort.passes())
            .u8(effort.lanes())
            .bytes(salt)
            .done();
    byte[] key = stretched(passphrase, salt, effort);
    return new FieldWriter().bytes(clear).bytes(Derivation.seal(key, clear, keys.seeds())).done();
  }

  /// Whether the file wants a passphrase.
  ///
  /// @throws MalformedObjectException not a key file of this version
  public static boolean isProtected(byte[] file) {
    return protection(reader(file)) == ARGON2ID;
  }

  /// Reads a file.
  ///
  /// @param passphrase not looked at when the file wants none
  /// @throws MalformedObjectException not a key file of this version, damaged, or with an effort
  ///   outside [Effort]'s bounds
  /// @throws CannotOpenException the passphrase is another one, or the file was altered
  public static DeviceKeys decode(byte[] file, char[] passphrase) {
    FieldReader in = reader(file);
    return protection(in) == PLAIN ? plain(in, file) : opened(in, file, passphrase);
  }

  private static DeviceKeys plain(FieldReader in, byte[] file) {
    byte[] seeds = in.bytes("seeds", DeviceKeys.SEED_BYTES);
    byte[] check = in.bytes("check", CHECK_BYTES);
    in.end();
    if (!Arrays.equals(check, check(Arrays.copyOf(file, file.length - CHECK_BYTES)))) {
      throw in.malformed("it is damaged; put it back from a backup, or recover with the sheet");
    }
    return DeviceKeys.ofSeeds(seeds);
  }

  private static DeviceKeys opened(FieldReader in, byte[] file, char[] passphrase) {
    int memory = in.u32("Argon2id memory", Integer.MAX_VALUE);
    Effort effort = new Effort(memory, in.u8("Argon2id passes"), in.u8("Argon2id lanes"));
    byte[] salt = in.bytes("salt", SALT_BYTES);
    byte[] clear = Arrays.copyOf(file, file.length - in.remaining());
    byte[] sealed = in.bytes("sealed seeds", DeviceKeys.SEED_BYTES + Derivation.SEAL_BYTES);
    in.end();
    byte[] key = stretched(passphrase, salt, effort);
    return DeviceKeys.ofSeeds(Derivation.open("the key file", key, clear, sealed));
  }

  private static FieldReader reader(byte[] file) {
    FieldReader in = new FieldReader("key file", file);
    in.expect("magic", MAGIC.getBytes(StandardCharsets.US_ASCII));
    in.version(VERSION);
    return in;
  }

  private static int protection(FieldReader in) {
    return in.u8("protection", ARGON2ID);
  }

  private static FieldWriter start(int protection) {
    return new FieldWriter().ascii(MAGIC).u8(VERSION).u8(protection);
  }

  private static byte[] check(byte[] start) {
    return Arrays.copyOf(Derivation.sha256(start), CHECK_BYTES);
  }

  private static byte[] stretched(char[] passphrase, byte[] salt, Effort effort) {
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
    byte[] secret = new byte[utf8.remaining()];
    utf8.get(secret);
    var parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(effort.memoryKib())
            .withIterations(effort.passes())
            .withParallelism(effort.lanes())
            .withSalt(salt)
            .build();
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters);
    byte[] key = new byte[Derivation.KEY_BYTES];
    generator.generateBytes(secret, key);
    Arrays.fill(secret, (byte) 0);
    return key;
  }

  /// What one guess at a passphrase costs (Argon2id, RFC 9106). The bounds are checked before it is
  /// paid: below them a file is too weak, above them it is a trap.
  ///
  /// @param memoryKib 64 MiB to 1 GiB
  /// @param passes 3 to 10
  /// @param lanes 4 to 16
  public record Effort(int memoryKib, int passes, int lanes) {
    /// The least: what a small machine can pay, too.
    public static final Effort LEAST = new Effort(64 << 10, 3, 4);

    private static final int MEMORY_KIB_MAX = 1 << 20;
    private static final int PASSES_MAX = 10;
    private static final int LANES_MAX = 16;

    /// @throws MalformedObjectException a figure is out of its bounds
    public Effort {
      if (memoryKib < 64 << 10
          || memoryKib > MEMORY_KIB_MAX
          || passes < 3
          || passes > PASSES_MAX
          || lanes < 4
          || lanes > LANES_MAX) {
        throw new MalformedObjectException(
            "key file: Argon2id with %d KiB, %d passes, %d lanes; 65536 to %d, 3 to %d, 4 to %d"
                .formatted(memoryKib, passes, lanes, MEMORY_KIB_MAX, PASSES_MAX, LANES_MAX));
      }
    }
  }
}
