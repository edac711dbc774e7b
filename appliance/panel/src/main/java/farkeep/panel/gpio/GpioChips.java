package farkeep.panel.gpio;

import farkeep.panel.kernel.DeviceFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Finds a GPIO chip by its label. Numbers change from kernel to kernel, and Pi4J only takes
/// numbers, so the kernel is asked here (`GPIO_GET_CHIPINFO_IOCTL` and `GPIO_V2_GET_LINEINFO_IOCTL`
/// of `linux/gpio.h`).
final class GpioChips {
  /// Where Linux has them.
  static final Path DIRECTORY = Path.of("/dev");

  /// Chips that are looked at.
  static final int CHIPS_MAX = 64;

  private static final int NAME_BYTES = 32;
  private static final long INFO_BYTES = 2 * NAME_BYTES + Integer.BYTES;
  private static final long GET_CHIPINFO = 0x8044_B401L;

  /// Of `struct gpio_v2_line_info`, whose name comes first.
  private static final long LINE_INFO_BYTES = 256;

  private static final long LINE_OFFSET_AT = 2L * NAME_BYTES;
  private static final long GET_LINEINFO = 0xC100_B405L;

  private GpioChips() {}

  /// What was found.
  sealed interface Found {
    /// The chip.
    record Chip(GpioChip chip) implements Found {}

    /// No such chip.
    ///
    /// @param why in one sentence
    record None(String why) implements Found {}
  }

  /// The first of these labels that a chip has.
  static Found find(Path directory, List<String> labels) {
    TreeMap<String, Path> pathByLabel = new TreeMap<>();
    String trouble = "";
    try (DirectoryStream<Path> chips = Files.newDirectoryStream(directory, "gpiochip*")) {
      int looked = 0;
      for (Path each : chips) {
        if (looked++ == CHIPS_MAX) break;
        try {
          pathByLabel.putIfAbsent(label(each), each);
        } catch (IOException e) {
          trouble = "; " + e.getMessage();
        }
      }
    } catch (IOException e) {
      return new Found.None("GPIO chips can't be listed: " + e.getMessage());
    }
    for (String label : labels) {
      Path path = pathByLabel.get(label);
      if (path != null) return read(path);
    }
    return new Found.None(none(directory, labels, pathByLabel, trouble));
  }

  private static String none(
      Path directory, List<String> labels, TreeMap<String, Path> there, String trouble) {
    String wanted = String.join(" or ", labels);
    return there.isEmpty()
        ? "this machine has no GPIO chip in %s (%s)%s".formatted(directory, wanted, trouble)
        : "no GPIO chip is labelled %s; there are %s%s".formatted(wanted, there.keySet(), trouble);
  }

  private static String label(Path chip) throws IOException {
    try (Arena arena = Arena.ofConfined();
        DeviceFile device = DeviceFile.open(chip)) {
      return info(chip, device, arena).asSlice(NAME_BYTES, NAME_BYTES).getString(0);
    }
  }

  private static MemorySegment info(Path chip, DeviceFile device, Arena arena) throws IOException {
    MemorySegment info = arena.allocate(INFO_BYTES, Integer.BYTES);
    if (!device.ask(GET_CHIPINFO, info)) throw new IOException(chip + " is no GPIO chip");
    return info;
  }

  private static Found read(Path path) {
    try (Arena arena = Arena.ofConfined();
        DeviceFile device = DeviceFile.open(path)) {
      MemorySegment info = info(path, device, arena);
      int count = info.get(ValueLayout.JAVA_INT, 2L * NAME_BYTES);
      int bounded = Math.clamp(count, 0, GpioLine.NUMBER_MAX + 1);
      List<String> lines = new ArrayList<>();
      for (int line = 0; line < bounded; line++) lines.add(lineName(device, line, arena));
      return new Found.Chip(
          new GpioChip(
              String.valueOf(path.getFileName()),
              info.asSlice(NAME_BYTES, NAME_BYTES).getString(0),
              List.copyOf(lines)));
    } catch (IOException e) {
      return new Found.None(String.valueOf(e.getMessage()));
    }
  }

  /// Empty where the line has no name, or the kernel does not tell.
  private static String lineName(DeviceFile device, int line, Arena arena) {
    MemorySegment info = arena.allocate(LINE_INFO_BYTES, Long.BYTES);
    info.set(ValueLayout.JAVA_INT, LINE_OFFSET_AT, line);
    return device.ask(GET_LINEINFO, info) ? info.asSlice(0, NAME_BYTES).getString(0) : "";
  }
}
