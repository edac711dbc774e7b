package farkeep.simulation;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Names and contents that a user might write, each of which carries a mark that must never be seen
/// outside the home.
final class Marks {
  /// Stands in every name.
  static final String NAME = "qzname";

  /// Stands in every content, over and over.
  static final String CONTENT = "QZCONTENTQZ";

  private static final int MARK_EVERY_BYTES = 700;

  private Marks() {}

  static String name(SplittableRandom chance) {
    return NAME + Long.toString(chance.nextLong(1L << 40), 36);
  }

  /// Bytes that compress well, or not at all.
  static byte[] content(SplittableRandom chance, int bytes) {
    byte[] content = new byte[bytes];
    if (chance.nextBoolean()) {
      chance.nextBytes(content);
    } else {
      byte[] line =
          "line %d of a text\n".formatted(chance.nextInt()).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < bytes; i++) content[i] = line[i % line.length];
    }
    byte[] mark = CONTENT.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + mark.length <= bytes; at += MARK_EVERY_BYTES) {
      System.arraycopy(mark, 0, content, at, mark.length);
    }
    return content;
  }

  /// Lengths of every order: empty, inline in an entry, one chunk, several.
  static int length(SplittableRandom chance) {
    return switch (chance.nextInt(8)) {
      case 0 -> chance.nextInt(3);
      case 1, 2 -> chance.nextInt(200);
      case 3, 4, 5 -> chance.nextInt(12_000);
      case 6 -> chance.nextInt(150_000);
      default -> chance.nextInt(chance.nextInt(6) == 0 ? 3_000_000 : 400_000);
    };
  }
}
