package farkeep.vault.seal;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.ObjectHeader;
import farkeep.testkit.proof.Proof;
import farkeep.vault.keys.RootKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every object is sealed with a nonce of zeros, so no two that differ may ever have the same key.
/// The key is derived from the root and the tag alone: tags that differ are keys that differ.
@Tag("proof")
class KeyUniquenessTest {
  private static final int OBJECTS = 100_000;
  private static final int ROOTS = 4;

  @Test
  void no_two_objects_have_the_same_key() {
    try (Proof proof = Proof.of("one key, one message", "pairs of key and message", 2)) {
      while (proof.next()) {
        keysOf(proof.seed());
        proof.count(OBJECTS);
      }
      proof.passed();
    }
  }

  /// Messages that differ little: a count, in a length and a codec of their own, under some roots.
  private static void keysOf(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Sealer[] sealers = new Sealer[ROOTS];
    for (int i = 0; i < ROOTS; i++) {
      byte[] root = new byte[32];
      random.nextBytes(root);
      sealers[i] = new Sealer(RootKeys.of(root));
    }
    byte[] fill = new byte[64];
    random.nextBytes(fill);
    long[] keys = new long[OBJECTS];
    for (int i = 0; i < OBJECTS; i++) {
      // the same plain bytes under each root, and plain bytes that are the start of others
      byte[] plain = Arrays.copyOf(fill, 8 + random.nextInt(56));
      ByteBuffer.wrap(plain).putInt((int) seed).putInt(i / ROOTS);
      byte[] stored = sealers[i % ROOTS].chunk(plain, Codec.STORED).stored();
      keys[i] = ByteBuffer.wrap(stored).getLong(ObjectHeader.FIXED_BYTES);
    }
    Arrays.sort(keys);
    for (int i = 1; i < OBJECTS; i++) {
      assertThat(keys[i]).as("the first 64 bits of a tag, seed %d", seed).isNotEqualTo(keys[i - 1]);
    }
  }
}
