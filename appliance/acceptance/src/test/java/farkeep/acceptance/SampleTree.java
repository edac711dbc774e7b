package farkeep.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small tree with a bit of everything, and the comparison of two trees.
final class SampleTree {
  private final Random random;
  private final Path root;

  SampleTree(Path root, long seed) {
    this.root = root;
    this.random = new Random(seed);
  }

  /// Makes it.
  ///
  /// @param bigBytes length of its one large file
  SampleTree make(int bigBytes) throws IOException {
    Files.createDirectories(root.resolve("documents/letters"));
    Files.createDirectories(root.resolve("empty"));
    for (int i = 0; i < 40; i++) write("documents/letters/" + i + ".txt", random.nextInt(900));
    for (int i = 0; i < 20; i++) write("documents/" + i + ".doc", 2_000 + random.nextInt(300_000));
    write("big.bin", bigBytes);
    write("zero", 0);
    Files.createSymbolicLink(root.resolve("link"), Path.of("documents/1.doc"));
    Files.createLink(root.resolve("hard"), root.resolve("documents/2.doc"));
    Files.setPosixFilePermissions(
        root.resolve("documents/3.doc"), PosixFilePermissions.fromString("r--r-----"));
    Files.setLastModifiedTime(
        root.resolve("documents/letters"), FileTime.fromMillis(1_234_567_890_123L));
    return this;
  }

  Path write(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return Files.write(root.resolve(name), content);
  }

  /// Every path with what can be compared of it.
  static SortedMap<String, String> describe(Path root) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (path.equals(root)) continue;
        all.put(root.relativize(path).toString(), describeOne(path));
      }
    }
    return all;
  }

  private static String describeOne(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) return "-> " + Files.readSymbolicLink(path);
    String about =
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
            + " "
            + Files.getLastModifiedTime(path);
    if (Files.isDirectory(path)) return about;
    return about + " " + java.util.Arrays.hashCode(Files.readAllBytes(path));
  }
}
