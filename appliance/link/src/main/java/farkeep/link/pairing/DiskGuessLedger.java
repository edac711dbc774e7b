package farkeep.link.pairing;

import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A ledger in one small file, replaced as a whole. A file that is damaged counts as used up: a
/// person at the box can refill it.
public final class DiskGuessLedger implements GuessLedger {
  private static final String MAGIC = "FKG";
  private static final int VERSION = 1;
  private static final int BYTES = 3 + 1 + 1 + 4;

  private final Tasks.Monitor monitor;
  private final Disk disk;
  private final String name;
  private int left;

  /// Opens the ledger; where there is none, all guesses are left.
  ///
  /// @param name of the file, in the root of the disk
  public DiskGuessLedger(Tasks tasks, Disk disk, String name) throws IOException {
    this.monitor = tasks.monitor();
    this.disk = disk;
    this.name = name;
    this.left = disk.exists(name) ? read() : GUESSES_MAX;
  }

  private int read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES + 1);
    try (DiskFile file = disk.open(name, Disk.Access.READ)) {
      file.read(0, buffer);
    }
    try {
      FieldReader in = new FieldReader("guess ledger", buffer.flip());
      in.expect("magic", MAGIC.getBytes(StandardCharsets.US_ASCII));
      in.version(VERSION);
      int read = in.u8("guesses left", GUESSES_MAX);
      byte[] checksum = in.bytes("checksum", Integer.BYTES);
      in.end();
      return Arrays.equals(checksum, checksum(read)) ? read : 0;
    } catch (MalformedObjectException e) {
      return 0;
    }
  }

  private static byte[] fields(int left) {
    return new FieldWriter().ascii(MAGIC).u8(VERSION).u8(left).done();
  }

  private static byte[] checksum(int left) {
    CRC32 crc = new CRC32();
    crc.update(fields(left));
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
  }

  @Override
  public int left() {
    try (Tasks.Inside _ = monitor.inside()) {
      return left;
    }
  }

  @Override
  public boolean take() throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (left == 0) return false;
      write(left - 1);
      return true;
    }
  }

  @Override
  public void refill() throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      write(GUESSES_MAX);
    }
  }

  private void write(int newLeft) throws IOException {
    // Until the new count is known to be durable, none are left.
    left = 0;
    String temporary = name + ".new";
    if (disk.exists(temporary)) disk.delete(temporary);
    byte[] bytes = new FieldWriter().bytes(fields(newLeft)).bytes(checksum(newLeft)).done();
    try (DiskFile file = disk.create(temporary)) {
      file.write(0, ByteBuffer.wrap(bytes));
      file.force();
    }
    disk.rename(temporary, name);
    disk.forceDirectory("");
    left = newLeft;
  }
}
