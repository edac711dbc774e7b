package farkeep.panel.serial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// A serial line in memory, with the other side in the test's hands.
public final class FakeLine implements SerialPorts {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Consumer<String> otherSide = _ -> {};
  private byte[] arriving = {};
  private boolean plugged = true;
  private int opened;
  private int readBytes;

  /// What happens when something was written.
  public FakeLine onWrite(Consumer<String> happens) {
    otherSide = happens;
    return this;
  }

  /// Bytes arrive.
  public void arrives(String text) {
    byte[] more = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(arriving, arriving.length + more.length);
    System.arraycopy(more, 0, all, arriving.length, more.length);
    arriving = all;
  }

  /// The plug is in, or out.
  public void plugged(boolean in) {
    plugged = in;
  }

  /// How often it was opened.
  public int opened() {
    return opened;
  }

  /// Bytes that have arrived and were not read.
  public int unread() {
    return arriving.length;
  }

  /// Bytes that were read.
  public int readBytes() {
    return readBytes;
  }

  /// All that was written since this was last asked.
  public byte[] written() {
    byte[] all = written.toByteArray();
    written.reset();
    return all;
  }

  @Override
  public SerialLine open(LineSettings settings) throws IOException {
    if (!plugged) throw new IOException(settings.device() + " is not there");
    opened++;
    return new Opened();
  }

  private final class Opened implements SerialLine {
    private boolean open = true;

    private void check() throws IOException {
      if (!open) throw new IllegalStateException("used after it was closed");
      if (!plugged) throw new IOException("unplugged");
    }

    @Override
    public int read(byte[] into) throws IOException {
      check();
      int count = Math.min(into.length, arriving.length);
      System.arraycopy(arriving, 0, into, 0, count);
      arriving = Arrays.copyOfRange(arriving, count, arriving.length);
      readBytes += count;
      return count;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      check();
      if (bytes.length > WRITE_BYTES_MAX) throw new IllegalArgumentException("too long a write");
      written.writeBytes(bytes);
      otherSide.accept(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
