package farkeep.acceptance;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Directories to keep, the same for the same seed.
public final class Trees {
  private static final int PIECE_BYTES = 1 << 20;

  private Trees() {}

  /// A file that no compressor makes smaller.
  public static void random(Path file, long bytes, long seed) throws IOException {
    Random random = new Random(seed);
    byte[] piece = new byte[PIECE_BYTES];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long left = bytes; left > 0; left -= piece.length) {
        random.nextBytes(piece);
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
  }

  /// Small text files in nested directories, an empty directory, a symlink, and one larger random
  /// file.
  public static void mixed(Path directory, int files, long largeBytes, long seed)
      throws IOException {
    Random random = new Random(seed);
    Files.createDirectories(directory.resolve("empty"));
    for (int i = 0; i < files; i++) {
      Path place = directory.resolve("d" + random.nextInt(8)).resolve("e" + random.nextInt(4));
      Files.createDirectories(place);
      byte[] noise = new byte[random.nextInt(4_000)];
      random.nextBytes(noise);
      Files.writeString(place.resolve("note-" + i + ".txt"), HexFormat.of().formatHex(noise));
    }
    Files.createSymbolicLink(directory.resolve("link"), Path.of("d0"));
    random(directory.resolve("large.bin"), largeBytes, seed + 1);
  }

  /// Compares two directories with `diff`, which is not ours.
  ///
  /// @throws IllegalStateException they differ; the message says where
  public static void mustBeEqual(Path one, Path other) throws IOException, InterruptedException {
    Programs.run(
            Path.of("/usr/bin/diff"),
            Map.of("LC_ALL", "C"),
            List.of("-r", "--no-dereference", one.toString(), other.toString()))
        .well();
  }
}
