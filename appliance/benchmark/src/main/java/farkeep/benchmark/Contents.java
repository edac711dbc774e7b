package farkeep.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Content to measure with, always the same.
public enum Contents {
  /// Bytes that don't shrink, as of photos and archives.
  RANDOM {
    @Override
    byte[] bytes(int bytes) {
      byte[] content = new byte[bytes];
      new Random(SEED).nextBytes(content);
      return content;
    }
  },

  /// Words, the frequent ones far more often than the others, as of letters and source code: zstd
  /// makes about a third of it.
  TEXT {
    @Override
    byte[] bytes(int bytes) {
      Random random = new Random(SEED);
      byte[][] words = words(random);
      byte[] content = new byte[bytes];
      for (int at = 0; at < bytes; ) {
        double share = random.nextDouble();
        byte[] word = words[(int) (share * share * share * words.length)];
        int length = Math.min(word.length, bytes - at);
        System.arraycopy(word, 0, content, at, length);
        at += length;
      }
      return content;
    }
  };

  private static final int SEED = 20_261_121;
  private static final int WORDS = 4_000;
  private static final int LETTERS_MAX = 11;

  /// So many bytes of it, in a new array.
  abstract byte[] bytes(int bytes);

  private static byte[][] words(Random random) {
    byte[][] words = new byte[WORDS][];
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      int letters = 2 + random.nextInt(LETTERS_MAX - 1);
      for (int j = 0; j < letters; j++) word.append((char) ('a' + random.nextInt(26)));
      words[i] =
          word.append(i % 12 == 0 ? ".\n" : " ").toString().getBytes(StandardCharsets.US_ASCII);
    }
    return words;
  }
}
