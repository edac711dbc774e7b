package farkeep.panel.gpio;

import farkeep.panel.kernel.DeviceFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A line of a GPIO chip that the kernel has given to this process alone (the second version of
/// `linux/gpio.h`; kernels can be without the first).
final class HeldLine implements AutoCloseable {
  /// `struct gpio_v2_line_request`.
  static final long REQUEST_BYTES = 592;

  private static final int CONSUMER_AT = 256;
  private static final int CONSUMER_BYTES_MAX = 31;
  private static final int FLAGS_AT = 288;
  private static final int LINES_AT = 560;
  private static final int DESCRIPTOR_AT = 588;

  /// `struct gpio_v2_line_values`: bits, and which of them are meant.
  private static final long VALUES_BYTES = 16;

  /// `struct gpio_v2_line_event`, and where in it the kind stands.
  private static final long EVENT_BYTES = 48;

  private static final int KIND_AT = 8;
  private static final int RISING = 1;

  private static final long GET_LINE = 0xC250_B407L;
  private static final long GET_VALUES = 0xC010_B40EL;
  private static final long SET_VALUES = 0xC010_B40FL;

  private static final long INPUT = 1 << 2;
  private static final long OUTPUT = 1 << 3;
  private static final long BOTH_EDGES = 1 << 4 | 1 << 5;
  private static final long PULL_UP = 1 << 8;

  private final String name;
  private final DeviceFile file;

  private HeldLine(String name, DeviceFile file) {
    this.name = name;
    this.file = file;
  }

  /// A line that is driven, low at first.
  ///
  /// @param chip its device file
  /// @param consumer what others are told of who has it
  /// @throws IOException somebody else has it, or the chip is gone
  static HeldLine output(Path chip, int line, String consumer) throws IOException {
    return request(chip, line, consumer, OUTPUT);
  }

  /// A line that is read and watched, pulled up by the chip.
  ///
  /// @param chip its device file
  /// @param consumer what others are told of who has it
  /// @throws IOException somebody else has it, or the chip is gone or can't pull
  static HeldLine input(Path chip, int line, String consumer) throws IOException {
    return request(chip, line, consumer, INPUT | BOTH_EDGES | PULL_UP);
  }

  private static HeldLine request(Path chip, int line, String consumer, long flags)
      throws IOException {
    String name = "line %d of %s".formatted(line, chip);
    try (Arena arena = Arena.ofConfined();
        DeviceFile device = DeviceFile.open(chip)) {
      MemorySegment request = arena.allocate(REQUEST_BYTES, Long.BYTES);
      request.set(ValueLayout.JAVA_INT, 0, line);
      byte[] told = consumer.getBytes(StandardCharsets.US_ASCII);
      int length = Math.min(told.length, CONSUMER_BYTES_MAX);
      MemorySegment.copy(told, 0, request, ValueLayout.JAVA_BYTE, CONSUMER_AT, length);
      request.set(ValueLayout.JAVA_LONG, FLAGS_AT, flags);
      request.set(ValueLayout.JAVA_INT, LINES_AT, 1);
      if (!device.ask(GET_LINE, request)) {
        throw new IOException(name + " was not given; another program or a driver has it");
      }
      int descriptor = request.get(ValueLayout.JAVA_INT, DESCRIPTOR_AT);
      return new HeldLine(name, DeviceFile.opened(name, descriptor));
    }
  }

  /// Drives it.
  void set(boolean high) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      if (!file.ask(SET_VALUES, values(arena, high))) throw lost("driven");
    }
  }

  /// Reads it.
  boolean high() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = values(arena, false);
      if (!file.ask(GET_VALUES, values)) throw lost("read");
      return (values.get(ValueLayout.JAVA_LONG, 0) & 1) != 0;
    }
  }

  private static MemorySegment values(Arena arena, boolean high) {
    MemorySegment values = arena.allocate(VALUES_BYTES, Long.BYTES);
    values.set(ValueLayout.JAVA_LONG, 0, high ? 1 : 0);
    values.set(ValueLayout.JAVA_LONG, Long.BYTES, 1);
    return values;
  }

  private IOException lost(String what) {
    return new IOException(name + " can't be " + what + "; is its chip gone?");
  }

  /// The next change, when one comes within this time.
  ///
  /// @return what it is now
  /// @throws IOException the chip is gone
  Optional<Boolean> awaitEdge(Duration longest) throws IOException {
    if (!file.awaitInput(longest)) return Optional.empty();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EVENT_BYTES, Long.BYTES);
      if (file.read(event) != EVENT_BYTES) throw lost("watched");
      return Optional.of(event.get(ValueLayout.JAVA_INT, KIND_AT) == RISING);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
