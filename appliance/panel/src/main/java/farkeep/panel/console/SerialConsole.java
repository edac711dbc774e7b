package farkeep.panel.console;

import farkeep.panel.Pace;
import farkeep.panel.serial.PluggedLine;
import farkeep.panel.serial.SerialLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// The menu on a serial line. Whoever holds the cable is in the house, so nothing is asked for but
/// what a slip of a finger could do.
public final class SerialConsole implements AutoCloseable {
  /// How often it looks for something typed while somebody types.
  public static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /// How often it looks for somebody.
  public static final Duration LOOK_FOR_SOMEBODY_EVERY = Duration.ofMillis(500);

  /// Who has not typed for this time is gone.
  private static final Duration SOMEBODY_STAYS = Duration.ofSeconds(20);

  /// Half a command is forgotten after this time.
  public static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

  /// Bytes that are taken each time; what comes faster waits in the kernel, which drops it when
  /// that is full.
  public static final int TYPED_BYTES_MAX = 32;

  private final PluggedLine line;
  private final ConsoleMenu menu;
  private final Pace pace;
  private final byte[] typed = new byte[TYPED_BYTES_MAX];
  private int typedBytes;
  private int takenBytes;
  private Duration lastTyped;

  /// @param line closed by [#run] at its end
  /// @param pace of this loop alone
  public SerialConsole(PluggedLine line, ConsoleActions actions, Pace pace) {
    this.line = line;
    this.menu = new ConsoleMenu(actions);
    this.pace = pace;
    this.lastTyped = pace.running();
  }

  /// Why there is no console, in one sentence.
  public Optional<String> lacks() {
    return line.lacks();
  }

  /// Serves until [#close].
  ///
  /// @throws InterruptedException the thread was interrupted
  public void run() throws InterruptedException {
    try (line) {
      do {
        Optional<SerialLine> open = line.line();
        if (open.isPresent()) serve(open.get());
      } while (pace.await(untilNext()));
    }
  }

  /// Ends [#run].
  @Override
  public void close() {
    pace.end();
  }

  private Duration untilNext() {
    boolean somebody = pace.running().minus(lastTyped).compareTo(SOMEBODY_STAYS) < 0;
    return somebody ? LOOK_EVERY : LOOK_FOR_SOMEBODY_EVERY;
  }

  private void serve(SerialLine open) {
    try {
      if (line.fresh()) write(open, menu.abandon());
      if (takenBytes == typedBytes) {
        takenBytes = 0;
        typedBytes = open.read(typed);
      }
      if (takenBytes < typedBytes) lastTyped = pace.running();
      write(open, oneLine());
      if (!menu.atRest() && pace.running().minus(lastTyped).compareTo(ABANDONED_AFTER) >= 0) {
        write(open, menu.abandon());
      }
    } catch (IOException e) {
      takenBytes = typedBytes;
      line.lost(e);
    }
  }

  /// Takes what was typed, up to the first Enter: one answer each time, however much was pasted.
  private String oneLine() {
    StringBuilder shown = new StringBuilder();
    while (takenBytes < typedBytes) {
      byte value = typed[takenBytes++];
      shown.append(menu.take(value));
      if (value == '\r' || value == '\n') break;
    }
    return shown.toString();
  }

  private static void write(SerialLine open, String text) throws IOException {
    open.writeAll(text.getBytes(StandardCharsets.UTF_8));
  }
}
