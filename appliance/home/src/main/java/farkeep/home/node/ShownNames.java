package farkeep.home.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The way back from names as they are shown (see [farkeep.home.posix.Shown]) to their bytes.
final class ShownNames {
  private ShownNames() {}

  /// @param shown UTF-8 text in which `\xNN` stands for one byte, and `\\` for a backslash
  /// @throws IllegalArgumentException a backslash with something else behind it
  static byte[] bytes(String shown) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(shown.length());
    int at = 0;
    while (at < shown.length()) {
      int backslash = shown.indexOf('\\', at);
      int end = backslash < 0 ? shown.length() : backslash;
      bytes.writeBytes(shown.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = backslash < 0 ? end : escape(shown, backslash, bytes);
    }
    return bytes.toByteArray();
  }

  private static int escape(String shown, int at, ByteArrayOutputStream into) {
    if (shown.startsWith("\\\\", at)) {
      into.write('\\');
      return at + 2;
    }
    if (shown.startsWith("\\x", at) && at + 4 <= shown.length()) {
      String digits = shown.substring(at + 2, at + 4);
      if (HexFormat.isHexDigit(digits.charAt(0)) && HexFormat.isHexDigit(digits.charAt(1))) {
        into.write(HexFormat.fromHexDigits(digits));
        return at + 4;
      }
    }
    throw new IllegalArgumentException(
        "%s: behind the backslash at character %d stands neither xNN nor a backslash"
            .formatted(shown, at));
  }
}
