package farkeep.fuzz;

import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// What targets start from: the golden files of the formats.
public final class Seeds {
  private static final Path MODULES = Path.of("..");
  private static final Path VAULT = MODULES.resolve("vault/src/test/resources/golden");
  private static final Path STORE = MODULES.resolve("store/src/test/resources/golden/store");

  private static final Path SENSORS = MODULES.resolve("box/src/test/resources/farkeep/box/sensors");

  private Seeds() {}

  /// One seed.
  public static Arguments seed(String name, byte[] bytes) {
    return Arguments.of(named(name, bytes));
  }

  /// The golden files of a vault whose names end so.
  public static Stream<Arguments> vault(String ending) {
    return files(VAULT.resolve("vault"), ending);
  }

  /// What programs for disks have printed, as it was recorded.
  public static Stream<Arguments> smart() {
    return files(SENSORS, ".json");
  }

  private static Stream<Arguments> files(Path directory, String ending) {
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
      return files.stream().map(file -> seed(file.getFileName().toString(), bytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One golden file of a vault.
  public static byte[] vaultFile(String name) {
    return bytes(VAULT.resolve("vault").resolve(name));
  }

  /// One file of the golden store.
  public static byte[] storeFile(String name) {
    return bytes(STORE.resolve(name));
  }

  /// The lines of a golden list of trees: a name, and hexadecimal digits in the last column.
  public static Stream<Arguments> tree(String file) {
    try {
      return Files.readAllLines(VAULT.resolve("tree").resolve(file)).stream()
          .filter(line -> line.contains(" "))
          .map(line ->
              seed(
                  line.substring(0, line.indexOf(' ')),
                  HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A copy of something whole with edits: each is a place in 24 bits and the byte to put there;
  /// one byte left over at the end cuts the copy at so many 256ths of its length.
  public static byte[] edited(byte[] whole, byte[] edits) {
    byte[] copy = whole.clone();
    ByteBuffer in = ByteBuffer.wrap(edits);
    while (in.remaining() >= 4) {
      int place = (in.getShort() & 0xffff) << 8 | in.get() & 0xff;
      copy[place % copy.length] = in.get();
    }
    if (in.remaining() != 1) return copy;
    return Arrays.copyOf(copy, (int) ((long) copy.length * (in.get() & 0xff) / 256));
  }
}
