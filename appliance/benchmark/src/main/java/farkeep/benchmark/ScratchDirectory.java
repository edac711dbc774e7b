package farkeep.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory of its own for a benchmark, on the disk that is to be measured.
record ScratchDirectory(Path path) {
  /// System property: the directory to make it in; without it, the one for temporary files.
  static final String WHERE = "farkeep.benchmark.directory";

  static ScratchDirectory make() throws IOException {
    Path parent = Path.of(System.getProperty(WHERE, System.getProperty("java.io.tmpdir", "/tmp")));
    return new ScratchDirectory(
        Files.createTempDirectory(Files.createDirectories(parent), "farkeep-benchmark-"));
  }

  /// Deletes it with all that is in it.
  void delete() throws IOException {
    List<Path> inside;
    try (Stream<Path> all = Files.walk(path)) {
      inside = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : inside) Files.delete(each);
  }
}
