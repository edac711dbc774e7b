package farkeep.vault.tree;

/// The two keyed hashes that trees are made with. Safe for many threads.
public interface TreeKeys {
  /// HMAC-SHA-256 under K_tree, first 16 bytes: borders of nodes, and what nodes describe.
  ContentTag treeTag(byte[] message, int from, int to);

  /// HMAC-SHA-256 under K_dedup of plain content, first 16 bytes.
  ContentTag contentTag(byte[] plain, int from, int to);

  /// @param treeKey K_tree, 32 bytes; copied
  /// @param dedupKey K_dedup, 32 bytes; copied
  static TreeKeys of(byte[] treeKey, byte[] dedupKey) {
    return new HmacTreeKeys(treeKey, dedupKey);
  }
}
