package farkeep.vault.seal;

import java.nio.charset.StandardCharsets;

/// Domain strings as bytes.
final class Ascii {
  private Ascii() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
