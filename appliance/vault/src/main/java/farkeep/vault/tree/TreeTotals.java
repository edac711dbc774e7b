package farkeep.vault.tree;

/// How much a path tree describes.
///
/// @param entries how many entries
/// @param plainBytes plain bytes of all files together; [Long#MAX_VALUE] when it is more than that
public record TreeTotals(long entries, long plainBytes) {
  /// Nothing.
  public static final TreeTotals NONE = new TreeTotals(0, 0);

  TreeTotals plus(TreeTotals other) {
    long sum = plainBytes + other.plainBytes;
    return new TreeTotals(Math.addExact(entries, other.entries), sum < 0 ? Long.MAX_VALUE : sum);
  }
}
