package farkeep.vault.tree;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// HMAC-SHA-256 (RFC 2104) from copies of the digests that have absorbed the padded key: half the
/// compressions of a fresh HMAC, which is what most of the time goes into for keys as short as
/// paths.
final class HmacTreeKeys implements TreeKeys {
  private static final int BLOCK_BYTES = 64;
  private static final int KEY_BYTES = 32;

  private final Keyed tree;
  private final Keyed dedup;

  HmacTreeKeys(byte[] treeKey, byte[] dedupKey) {
    tree = Keyed.of(treeKey);
    dedup = Keyed.of(dedupKey);
  }

  @Override
  public ContentTag treeTag(byte[] message, int from, int to) {
    return tree.tag(message, from, to);
  }

  @Override
  public ContentTag contentTag(byte[] plain, int from, int to) {
    return dedup.tag(plain, from, to);
  }

  /// The digests after the inner and the outer padded key; only ever copied.
  private record Keyed(MessageDigest inner, MessageDigest outer) {
    static Keyed of(byte[] key) {
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("a tree key has 32 bytes, this has " + key.length);
      }
      return new Keyed(absorbed(key, 0x36), absorbed(key, 0x5c));
    }

    private static MessageDigest absorbed(byte[] key, int pad) {
      byte[] block = new byte[BLOCK_BYTES];
      for (int i = 0; i < block.length; i++) {
        block[i] = (byte) (pad ^ (i < key.length ? key[i] : 0));
      }
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(block);
        return digest;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java has no SHA-256", e);
      }
    }

    ContentTag tag(byte[] message, int from, int to) {
      try {
        MessageDigest first = (MessageDigest) inner.clone();
        first.update(message, from, to - from);
        MessageDigest second = (MessageDigest) outer.clone();
        return ContentTag.read(ByteBuffer.wrap(second.digest(first.digest())));
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("this Java's SHA-256 can't be copied", e);
      }
    }
  }
}
