package farkeep.home.restore;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Writes names that a file system can't hold with characters that every one holds: what Windows
/// forbids, what is not UTF-8, and dots and blanks at the end become `%` and two upper-case
/// hexadecimal digits. A `%` that two such digits follow is escaped too, so that no two names
/// become one and [#decode] finds the old one again.
///
/// Only a name longer than 255 bytes after that is cut, and carries a piece of its hash; the
/// restore's notes have it in full.
public final class NameEscape {
  private static final String FORBIDDEN = "\"*/:<>?\\|";
  private static final int NAME_BYTES_MAX = 255;
  private static final int CUT_BYTES = 200;
  private static final int HASH_BYTES = 12;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private NameEscape() {}

  /// @param name as it was
  /// @return as every file system holds it
  public static byte[] encode(byte[] name) {
    boolean text = isUtf8(name);
    int end = name.length;
    while (end > 0 && (name[end - 1] == '.' || name[end - 1] == ' ')) end--;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < name.length; i++) {
      boolean ascii = name[i] >= 0;
      boolean plain = ascii ? isPlain(name, i) : text;
      if (plain && i < end) {
        out.write(name[i]);
      } else {
        out.write('%');
        out.writeBytes(HEX.toHexDigits(name[i]).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return out.size() <= NAME_BYTES_MAX ? out.toByteArray() : cut(out.toByteArray(), name);
  }

  private static boolean isPlain(byte[] name, int at) {
    int c = name[at];
    if (c == '%') return !isEscape(name, at);
    return c >= ' ' && c != 0x7f && FORBIDDEN.indexOf(c) < 0;
  }

  private static boolean isEscape(byte[] name, int at) {
    return at + 2 < name.length && isUpperHex(name[at + 1]) && isUpperHex(name[at + 2]);
  }

  private static boolean isUpperHex(byte c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
  }

  private static byte[] cut(byte[] encoded, byte[] name) {
    int length = CUT_BYTES;
    // neither an escape nor a character is cut in two
    while ((encoded[length] & 0xc0) == 0x80) length--;
    for (int back = 1; back <= 2; back++) {
      if (encoded[length - back] == '%') {
        length -= back;
        break;
      }
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
      String end = "~" + HEX.formatHex(hash, 0, HASH_BYTES);
      byte[] cut = Arrays.copyOf(encoded, length + end.length());
      System.arraycopy(end.getBytes(StandardCharsets.US_ASCII), 0, cut, length, end.length());
      return cut;
    } catch (NoSuchAlgorithmException lacking) {
      throw new AssertionError("every Java has SHA-256", lacking);
    }
  }

  private static boolean isUtf8(byte[] name) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  /// @param name as [#encode] wrote it, not cut
  /// @return as it was
  public static byte[] decode(byte[] name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < name.length; i++) {
      if (name[i] == '%' && isEscape(name, i)) {
        String digits = new String(name, i + 1, 2, StandardCharsets.US_ASCII);
        out.write(HexFormat.fromHexDigits(digits));
        i += 2;
      } else {
        out.write(name[i]);
      }
    }
    return out.toByteArray();
  }
}
