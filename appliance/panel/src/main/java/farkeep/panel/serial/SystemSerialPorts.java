package farkeep.panel.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The machine's serial lines, through jSerialComm. A pseudo-terminal is opened by its path like
/// any other line, and so is a symbolic link to one.
public final class SystemSerialPorts implements SerialPorts {
  @Override
  public SerialLine open(LineSettings settings) throws IOException {
    if (!Files.exists(Path.of(settings.device()))) {
      throw new NoSuchFileException(settings.device(), null, "no such serial device");
    }
    try {
      return opened(settings);
    } catch (SerialPortInvalidPortException e) {
      throw new IOException(settings.device() + " is no serial line", e);
    } catch (LinkageError e) {
      throw new IOException("the library for serial lines does not load on this machine", e);
    }
  }

  private static SerialLine opened(LineSettings settings) throws IOException {
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
    return new OpenLine(port, settings.device());
  }

  private static final int READ_BUFFER_BYTES = 4096;

  private record OpenLine(SerialPort port, String device) implements SerialLine {
    @Override
    public int read(byte[] into) throws IOException {
      int count = port.readBytes(into, into.length);
      if (count < 0) throw gone();
      return count;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (bytes.length > WRITE_BYTES_MAX) {
        throw new IllegalArgumentException(
            "a write has at most %d bytes, not %d".formatted(WRITE_BYTES_MAX, bytes.length));
      }
      int count = port.writeBytes(bytes, bytes.length);
      if (count < 0) throw gone();
      if (count < bytes.length) {
        throw new IOException(
            "%s took %d of %d bytes; is it unplugged, or does nothing read there?"
                .formatted(device, count, bytes.length));
      }
    }

    @Override
    public void close() {
      boolean _ = port.closePort();
    }

    private IOException gone() {
      return new IOException(
          "%s is gone (errno %d); plug it in again".formatted(device, port.getLastErrorCode()));
    }
  }
}
