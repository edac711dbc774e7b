package farkeep.panel.serial;

import java.io.IOException;

/// Where serial lines are opened.
@FunctionalInterface
public interface SerialPorts {
  /// Opens a line.
  ///
  /// @throws IOException it is not there, belongs to somebody else, or may not be opened
  SerialLine open(LineSettings settings) throws IOException;
}
