package farkeep.home.scan;

import farkeep.vault.tree.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a file is called while it is being restored, in the directory it belongs to. The same for
/// the same name, so that a restore finds and removes what an earlier one left when it was killed.
/// The walk and the watch pass such names over.
public final class TemporaryName {
  private static final String START = ".farkeep-";
  private static final String END = ".part";
  private static final int HASH_BYTES = 12;
  private static final int LENGTH = START.length() + 2 * HASH_BYTES + END.length();

  private TemporaryName() {}

  /// @param name what it will be called in the end
  public static byte[] of(byte[] name) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
      String hex = HexFormat.of().formatHex(hash, 0, HASH_BYTES);
      return (START + hex + END).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException lacking) {
      throw new AssertionError("every Java has SHA-256", lacking);
    }
  }

  /// Whether it is such a name.
  public static boolean is(byte[] name) {
    if (name.length != LENGTH) return false;
    String text = new String(name, StandardCharsets.ISO_8859_1);
    String hex = text.substring(START.length(), LENGTH - END.length());
    return text.startsWith(START)
        && text.endsWith(END)
        && hex.chars().allMatch(HexFormat::isHexDigit);
  }

  /// As [#is(byte\[\])].
  public static boolean is(ByteString name) {
    return name.length() == LENGTH && is(name.bytes());
  }
}
