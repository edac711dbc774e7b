package farkeep.vault.seal;

import farkeep.vault.keys.RootKeys;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Measures sealing and opening against the sum of their primitives, on one core. Run `main`.
final class SealSpeed {
  private static final int PIECE_BYTES = 512 << 10;
  private static final int PIECES = 200;

  private SealSpeed() {}

  /// @param arguments none
  public static void main(String[] arguments) throws GeneralSecurityException {
    byte[] noise = new byte[PIECE_BYTES];
    new Random(1).nextBytes(noise);
    byte[] text = new byte[PIECE_BYTES];
    Random random = new Random(2);
    for (int i = 0; i < text.length; i++)
      text[i] = (byte) ("etaoin shrdlu".charAt(random.nextInt(13)));
    for (int round = 1; round <= 3; round++) {
      measure(round, "noise, zstd 3", noise, Codec.zstd(3));
      measure(round, "text, zstd 3", text, Codec.zstd(3));
    }
    for (int round = 1; round <= 3; round++) measureNodes(round, noise);
  }

  private static void measure(int round, String what, byte[] plain, Codec codec)
      throws GeneralSecurityException {
    RootKeys root = RootKeys.of(new byte[32]);
    Sealer sealer = new Sealer(root);
    Opener opener = new Opener(_ -> root);
    long sealing = 0;
    long opening = 0;
    long primitives = 0;
    for (int i = 0; i < PIECES; i++) {
      plain[0] = (byte) i;
      long start = cpuNanos();
      SealedObject sealed = sealer.chunk(plain, codec);
      sealing += cpuNanos() - start;
      start = cpuNanos();
      opener.open(sealed.id(), sealed.stored());
      opening += cpuNanos() - start;
      start = cpuNanos();
      primitives(sealed.stored());
      primitives += cpuNanos() - start;
    }
    System.out.printf(
        "round %d %-14s seal %6.0f MB/s  open %6.0f MB/s  hmac+gcm+sha %6.0f MB/s%n",
        round, what, rate(sealing), rate(opening), rate(primitives));
  }

  /// Processor time of this thread: what other processes do does not count.
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double rate(long nanos) {
    return (double) PIECES * PIECE_BYTES / 1e6 / (nanos / 1e9);
  }

  private static Mac mac;
  private static Cipher cipher;
  private static MessageDigest sha;

  private static void primitives(byte[] stored) throws GeneralSecurityException {
    if (mac == null) {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
      sha = MessageDigest.getInstance("SHA-256");
    }
    byte[] key = mac.doFinal(stored);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, new byte[12]));
    byte[] out = new byte[stored.length + 16];
    int at = 0;
    for (; stored.length - at > 32 << 10; at += 32 << 10) {
      cipher.update(stored, at, 32 << 10, out, at);
    }
    cipher.doFinal(stored, at, stored.length - at, out, at);
    sha.digest(out);
  }

  private static void measureNodes(int round, byte[] noise) {
    RootKeys root = RootKeys.of(new byte[32]);
    Sealer sealer = new Sealer(root);
    byte[] node = java.util.Arrays.copyOf(noise, 2_000);
    int count = 20_000;
    long start = cpuNanos();
    for (int i = 0; i < count; i++) {
      node[0] = (byte) i;
      node[1] = (byte) (i >> 8);
      sealer.chunk(node, Codec.zstd(3));
    }
    long each = (cpuNanos() - start) / count;
    System.out.printf("round %d 2 kB objects: %d ns each%n", round, each);
  }
}
