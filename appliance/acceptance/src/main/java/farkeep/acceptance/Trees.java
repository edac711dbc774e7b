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

  /// What a file system can hold and a careless copy loses: names that are no text, times to the
  /// nanosecond, odd modes, attributes, access lists, links of both kinds, holes, empty
  /// directories.
  public static void odd(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Shell.run(
        directory,
        """
        mkdir -p empty deep/er/est 'a space'
        for n in $'caf\\xe9.txt' $'line\\nbreak' $'back\\\\slash' $'\\xff\\xfe' ' ' '-dash' 'a space/b c'; do
          printf 'in %s' "$n" > "./$n"
        done
        echo linked > deep/one; ln deep/one deep/er/two; ln -s ../nowhere deep/er/est/link
        truncate -s 64M holes; printf middle | dd of=holes bs=1 seek=32M conv=notrunc status=none
        echo marked > marked; setfattr -n user.colour -v blue marked; setfattr -n user.bytes -v 0x00ff00 deep
        setfacl -m u:1234:r marked; setfacl -d -m u:1234:rx deep
        echo closed > closed; chmod 400 closed; chmod 2750 deep/er
        touch -d '1999-12-31 23:59:59.123456789' marked deep/er/est
        touch -h -d '2001-02-03 04:05:06.000000007' deep/er/est/link
        """);
  }

  /// Compares two directories with programs that are not ours: content with `diff`, names, kinds,
  /// lengths, modes, owners, times and links with `find`, attributes and access lists with
  /// `getfattr`.
  ///
  /// @throws IllegalStateException they differ; the message says where
  public static void mustBeAlike(Path one, Path other) throws IOException, InterruptedException {
    mustBeEqual(one, other);
    Path first = Files.createTempFile("farkeep-one", "");
    Path second = Files.createTempFile("farkeep-other", "");
    try {
      describe(one, first);
      describe(other, second);
      Programs.run(
              Path.of("/usr/bin/diff"),
              Map.of("LC_ALL", "C"),
              List.of("-a", first.toString(), second.toString()))
          .well();
    } finally {
      Files.delete(first);
      Files.delete(second);
    }
  }

  /// Writes all that can be told of a directory into a file. The length of a directory is its file
  /// system's affair.
  public static void describe(Path directory, Path into) throws IOException, InterruptedException {
    Shell.run(
        directory,
        """
        { find . -printf '%%p|%%y|%%m|%%U|%%G|%%T@|%%l\\0' | sort -z | tr '\\0' '\\n'
          find . -type f -printf '%%p|%%s|%%n\\0' | sort -z | tr '\\0' '\\n'
          find . -print0 | sort -z | xargs -0 getfattr -h -d -m- --; } > '%s'
        """
            .formatted(into));
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
