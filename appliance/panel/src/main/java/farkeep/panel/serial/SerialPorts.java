package farkeep.panel.serial;

import java.io.IOException;

/// Where serial lines are opened.
@FunctionalInterface
public interface SerialPorts {
  /// Opens a line with 8 data bits, no parity, one stop bit, no flow control.
  ///
  /// @param device its path, such as `/dev/ttyAMA0` or a name below `/dev/serial/by-id`
  /// @param baud bits a second
  /// @throws IOException it is not there, belongs to somebody else, or may not be opened
  SerialLine open(String device, int baud) throws IOException;
}
