package farkeep.panel.serial;

import com.fazecast.jSerialComm.SerialPort;
import farkeep.panel.kernel.DeviceFile;
import java.io.IOException;
import java.time.Duration;

/// An open line of the machine.
///
/// @param port as jSerialComm has it
/// @param room the same device, to see whether a write would be taken: jSerialComm tries again
///   without a pause, in native code and for ever, when the kernel takes nothing
/// @param device its path
record SystemSerialLine(SerialPort port, DeviceFile room, String device) implements SerialLine {
  /// While it is closed, and how often: a second at most.
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private static final int LOOKS_MAX = 50;

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
    if (bytes.length == 0) return;
    int count = room.writable() ? port.writeBytes(bytes, bytes.length) : 0;
    if (count < 0) throw gone();
    if (count < bytes.length) {
      throw new IOException(
          "%s took %d of %d bytes; is it unplugged, or does nothing read there?"
              .formatted(device, count, bytes.length));
    }
  }

  /// jSerialComm throws away at a close what has not gone out yet, and the last words of a display
  /// with it; so that is waited for. A pseudo-terminal does not say what waits.
  @Override
  public void close() {
    room.close();
    try {
      int looks = 0;
      do {
        Thread.sleep(LOOK_EVERY);
        looks++;
      } while (port.bytesAwaitingWrite() > 0 && looks < LOOKS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean _ = port.closePort();
  }

  private IOException gone() {
    return new IOException(
        "%s is gone (errno %d); plug it in again".formatted(device, port.getLastErrorCode()));
  }
}
