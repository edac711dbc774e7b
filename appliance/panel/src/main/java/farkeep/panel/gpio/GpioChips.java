package farkeep.panel.gpio;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
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
  private static final int O_RDONLY_CLOEXEC = 0x80000;

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
    try (Arena arena = Arena.ofConfined()) {
      int file = (int) Libc.OPEN.invokeExact(arena.allocateFrom(chip.toString()), O_RDONLY_CLOEXEC);
      if (file < 0) throw new IOException(chip + " can't be opened by this user");
      try {
        MemorySegment info = arena.allocate(INFO_BYTES, Integer.BYTES);
        int failed = (int) Libc.IOCTL.invokeExact(file, GET_CHIPINFO, info);
        if (failed != 0) throw new IOException(chip + " is no GPIO chip");
        return info.asSlice(NAME_BYTES, NAME_BYTES).getString(0);
      } finally {
        int _ = (int) Libc.CLOSE.invokeExact(file);
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no open, ioctl and close", e);
    }
  }

  private static final class Libc {
    private static final MethodHandle OPEN =
        find("open", 2, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle IOCTL =
        find("ioctl", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    private static final MethodHandle CLOSE = find("close", 1, ValueLayout.JAVA_INT);

    /// @param fixed how many arguments come before those of varying number
    private static MethodHandle find(String name, int fixed, ValueLayout... arguments) {
      FunctionDescriptor signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
      Linker linker = Linker.nativeLinker();
      MemorySegment address = linker.defaultLookup().find(name).orElseThrow();
      return arguments.length == fixed
          ? linker.downcallHandle(address, signature)
          : linker.downcallHandle(address, signature, Linker.Option.firstVariadicArg(fixed));
    }
  }
}
