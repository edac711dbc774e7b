package farkeep.panel.gpio;

import farkeep.panel.kernel.DeviceFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/// Finds a GPIO chip by its label. Numbers change from kernel to kernel, and Pi4J only takes
/// numbers, so the kernel is asked here (`GPIO_GET_CHIPINFO_IOCTL` of `linux/gpio.h`).
final class GpioChips {
  /// Where Linux has them.
  static final Path DIRECTORY = Path.of("/dev");

  /// Chips that are looked at.
  static final int CHIPS_MAX = 64;

  private static final int NAME_BYTES = 32;
  private static final long INFO_BYTES = 2 * NAME_BYTES + Integer.BYTES;
  private static final long GET_CHIPINFO = 0x8044_B401L;

  private GpioChips() {}

  /// What was found.
  sealed interface Found {
    /// The chip.
    ///
    /// @param name such as `gpiochip0`
    record Chip(String name) implements Found {}

    /// No such chip.
    ///
    /// @param why in one sentence
    record None(String why) implements Found {}
  }

  /// The first of these labels that a chip has.
  static Found find(Path directory, List<String> labels) {
    TreeMap<String, String> nameByLabel = new TreeMap<>();
    String trouble = "";
    try (DirectoryStream<Path> chips = Files.newDirectoryStream(directory, "gpiochip*")) {
      int looked = 0;
      for (Path each : chips) {
        if (looked++ == CHIPS_MAX) break;
        try {
          nameByLabel.putIfAbsent(label(each), String.valueOf(each.getFileName()));
        } catch (IOException e) {
          trouble = "; " + e.getMessage();
        }
      }
    } catch (IOException e) {
      return new Found.None("GPIO chips can't be listed: " + e.getMessage());
    }
    for (String label : labels) {
      String name = nameByLabel.get(label);
      if (name != null) return new Found.Chip(name);
    }
    return new Found.None(none(directory, labels, nameByLabel, trouble));
  }

  private static String none(
      Path directory, List<String> labels, TreeMap<String, String> there, String trouble) {
    String wanted = String.join(" or ", labels);
    return there.isEmpty()
        ? "this machine has no GPIO chip in %s (%s)%s".formatted(directory, wanted, trouble)
        : "no GPIO chip is labelled %s; there are %s%s".formatted(wanted, there.keySet(), trouble);
  }

  private static String label(Path chip) throws IOException {
    try (Arena arena = Arena.ofConfined();
        DeviceFile device = DeviceFile.open(chip)) {
      MemorySegment info = arena.allocate(INFO_BYTES, Integer.BYTES);
      if (!device.ask(GET_CHIPINFO, info)) throw new IOException(chip + " is no GPIO chip");
      return info.asSlice(NAME_BYTES, NAME_BYTES).getString(0);
    }
  }
}
