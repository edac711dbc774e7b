package farkeep.panel.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import farkeep.panel.kernel.DeviceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The machine's serial lines, through jSerialComm. A pseudo-terminal is opened by its path like
/// any other line, and so is a symbolic link to one.
public final class SystemSerialPorts implements SerialPorts {
  private static final int READ_BUFFER_BYTES = 4096;

  @Override
  public SerialLine open(LineSettings settings) throws IOException {
    Path path = Path.of(settings.device());
    if (!Files.exists(path)) {
      throw new NoSuchFileException(settings.device(), null, "no such serial device");
    }
    // Opened before jSerialComm takes the line for itself alone.
    DeviceFile room = DeviceFile.open(path);
    try {
      return new SystemSerialLine(opened(settings), room, settings.device());
    } catch (IOException e) {
      room.close();
      throw e;
    }
  }

  private static SerialPort opened(LineSettings settings) throws IOException {
    try {
      return configured(settings);
    } catch (SerialPortInvalidPortException e) {
      throw new IOException(settings.device() + " is no serial line", e);
    } catch (LinkageError e) {
      throw new IOException("the library for serial lines does not load on this machine", e);
    }
  }

  private static SerialPort configured(LineSettings settings) throws IOException {
    SerialPort port = SerialPort.getCommPort(settings.device());
    port.setComPortParameters(settings.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    if (!port.openPort(0, SerialLine.WRITE_BYTES_MAX, READ_BUFFER_BYTES)) {
      throw new IOException(
          "%s can't be opened (errno %d); is it in use, or not for this user?"
              .formatted(settings.device(), port.getLastErrorCode()));
    }
    if (settings.cablePower()) {
      // A pseudo-terminal has no such lines and says so; nothing is lost.
      boolean _ = port.setDTR() && port.clearRTS();
    }
    return port;
  }
}
