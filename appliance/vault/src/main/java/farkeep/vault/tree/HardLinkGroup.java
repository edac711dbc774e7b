package farkeep.vault.tree;

import java.util.HexFormat;

/// What the names of one hard-linked file have in common: 16 random bytes, given when the file was
/// first seen. Every member repeats the content.
public record HardLinkGroup(long high, long low) {
  /// The length in bytes.
  public static final int BYTES = 16;

  /// 32 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
