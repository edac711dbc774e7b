package farkeep.panel.serial;

import java.nio.file.Path;

/// How a serial line is opened: 8 data bits, no parity, one stop bit, no flow control.
///
/// @param device absolute path, such as `/dev/ttyAMA0` or a name below `/dev/serial/by-id`
/// @param baud bits a second
/// @param cablePower DTR on and RTS off, from which the cable of a Megatec UPS takes its power
public record LineSettings(String device, int baud, boolean cablePower) {
  /// The fastest line.
  public static final int BAUD_MAX = 921_600;

  /// Checks path and speed.
  public LineSettings {
    if (!Path.of(device).isAbsolute()) {
      throw new IllegalArgumentException("a serial device is an absolute path, not " + device);
    }
    if (baud < 300 || baud > BAUD_MAX) {
      throw new IllegalArgumentException(
          "a serial line has 300 to %d baud, not %d".formatted(BAUD_MAX, baud));
    }
  }

  /// A display or a terminal.
  public static LineSettings text(String device, int baud) {
    return new LineSettings(device, baud, false);
  }

  /// A UPS that speaks Megatec: always 2400 baud.
  public static LineSettings megatec(String device) {
    return new LineSettings(device, 2_400, true);
  }
}
