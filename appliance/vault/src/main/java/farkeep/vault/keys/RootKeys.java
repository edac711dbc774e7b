package farkeep.vault.keys;

import farkeep.objects.Bytes32;
import farkeep.objects.port.Randomness;
import java.nio.charset.StandardCharsets;

/// One root of a key space and the keys that come from it. Objects name it by its key id. Safe for
/// many threads.
public final class RootKeys {
  private static final byte[] KEY_ID = "farkeep/keyId".getBytes(StandardCharsets.US_ASCII);

  private final byte[] root;
  private final Bytes32 commitment;
  private final byte[] tagKey;
  private final byte[] objectKey;
  private final byte[] nameKey;

  private RootKeys(byte[] root) {
    this.root = root;
    this.commitment = commitment(root);
    this.tagKey = Derivation.expand(root, "farkeep/tag");
    this.objectKey = Derivation.expand(root, "farkeep/object");
    this.nameKey = Derivation.expand(root, "farkeep/name");
  }

  /// A new root, whose key id is not 0.
  public static RootKeys fresh(Randomness randomness) {
    RootKeys keys = of(randomness.bytes(Derivation.KEY_BYTES));
    while (keys.keyId() == 0) keys = of(randomness.bytes(Derivation.KEY_BYTES));
    return keys;
  }

  /// @param root 32 secret bytes; copied
  public static RootKeys of(byte[] root) {
    if (root.length != Derivation.KEY_BYTES) {
      throw new IllegalArgumentException("a root has 32 bytes, this has " + root.length);
    }
    return new RootKeys(root.clone());
  }

  /// What the log says of a root before anybody opens it: SHA-256("farkeep/keyId" ‖ root).
  static Bytes32 commitment(byte[] root) {
    return Bytes32.of(Derivation.sha256(KEY_ID, root));
  }

  /// The commitment to this root.
  public Bytes32 commitment() {
    return commitment;
  }

  /// The first 8 bytes of the commitment: what object headers name.
  public long keyId() {
    return commitment.a();
  }

  /// K_tag: keys the tag of every object. A copy.
  public byte[] tagKey() {
    return tagKey.clone();
  }

  /// K_object: every object's own key comes from it. A copy.
  public byte[] objectKey() {
    return objectKey.clone();
  }

  /// K_share: for the links that lend objects. A copy.
  public byte[] shareKey() {
    return Derivation.expand(root, "farkeep/share");
  }

  byte[] nameKey() {
    return nameKey;
  }

  byte[] root() {
    return root;
  }
}
