package farkeep.box.sensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Puts a machine's recorded files below a directory.
final class SensorTree {
  private SensorTree() {}

  static SensorFiles of(String machine, Path root) throws IOException {
    for (String line :
        new String(resource(machine + ".tree"), StandardCharsets.UTF_8).split("\n")) {
      if (line.startsWith("#")) continue;
      String[] parts = line.split(" = ?", 2);
      Path file = root.resolve(parts[0]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, parts[1] + "\n");
    }
    return new SensorFiles(root);
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = SensorTree.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
