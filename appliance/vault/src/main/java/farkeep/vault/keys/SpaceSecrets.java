package farkeep.vault.keys;

import farkeep.objects.port.Randomness;
import java.util.Arrays;

/// The secrets of a key space that last for its life, whatever its root is: they decide where
/// content is cut, where tree nodes end, and what is equal. Safe for many threads.
public final class SpaceSecrets {
  /// Bytes of all three.
  static final int BYTES = 96;

  private final byte[] bytes;

  private SpaceSecrets(byte[] bytes) {
    this.bytes = bytes;
  }

  static SpaceSecrets fresh(Randomness randomness) {
    return new SpaceSecrets(randomness.bytes(BYTES));
  }

  static SpaceSecrets of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new CannotOpenException(
          "the secrets of a key space have %d B, these have %d".formatted(BYTES, bytes.length));
    }
    return new SpaceSecrets(bytes.clone());
  }

  /// K_tree, 32 bytes: borders and tags of tree nodes. A copy.
  public byte[] treeKey() {
    return Arrays.copyOfRange(bytes, 0, 32);
  }

  /// K_dedup, 32 bytes: content tags. A copy.
  public byte[] dedupKey() {
    return Arrays.copyOfRange(bytes, 32, 64);
  }

  /// The chunking secret, 32 bytes: where content is cut. A copy.
  public byte[] chunkingSecret() {
    return Arrays.copyOfRange(bytes, 64, BYTES);
  }

  byte[] bytes() {
    return bytes;
  }
}
