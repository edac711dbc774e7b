package farkeep.home.posix;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Names and paths for people: what is UTF-8 as it is, every other byte, control characters and the
/// backslash as `\xHH`. Two different paths never look the same.
public final class Shown {
  private Shown() {}

  /// @param path a name, a path with `/`, or components joined by NUL (shown as `/`)
  public static String of(byte[] path) {
    StringBuilder shown = new StringBuilder(path.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(path);
    CharBuffer out = CharBuffer.allocate(path.length + 1);
    while (true) {
      CoderResult result = decoder.reset().decode(in, out, true);
      out.flip().chars().forEach(c -> append(shown, (char) c));
      out.clear();
      if (result.isUnderflow()) return shown.toString();
      for (int i = 0; i < result.length(); i++) escape(shown, in.get());
    }
  }

  private static void append(StringBuilder shown, char c) {
    if (c == 0) {
      shown.append('/');
    } else if (c == '\\' || c < ' ' || c == 0x7f) {
      escape(shown, (byte) c);
    } else if (Character.isISOControl(c) || isDirectionMark(c)) {
      for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) escape(shown, b);
    } else {
      shown.append(c);
    }
  }

  // they would let a name pretend to be another one on a terminal
  private static boolean isDirectionMark(char c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  }

  private static void escape(StringBuilder shown, byte b) {
    shown.append("\\x%02x".formatted(b & 0xff));
  }
}
